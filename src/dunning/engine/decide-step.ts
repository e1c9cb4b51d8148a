/**
 * Decides the step of a case on its day, from the case, its policy, its claim and the law; nothing is read or written
 * here.
 */
import { type CivilDate, addDays } from '@saatava/core/dates.ts'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { contactDay } from '@saatava/law/contact-hours.ts'
import type { DebtorMark } from '@saatava/law/debtor-marks.ts'
import { LawError } from '@saatava/law/errors.ts'
import type { Law } from '@saatava/law/law.ts'
import type { Expiry } from '@saatava/law/limitation.ts'
import { mayTake, mayTakeFree } from '@saatava/law/may-take.ts'
import type { RuleStatus } from '@saatava/law/rule.ts'
import type { StepTaken } from '@saatava/law/steps.ts'
import type { Case } from '../../claims/case.ts'
import { type Claim, totalOf } from '../../claims/claim.ts'
import { chargeOfStep } from '../charge-of-step.ts'
import { lawClaim } from '../../claims/law-claim.ts'
import { awaitsApproval } from '../../claims/approval.ts'
import type { Policy, PolicyStep } from '../../claims/policy.ts'
import { later, nextStepDate } from '../../claims/schedule.ts'
import { type Stage, stagesBefore } from '../../claims/states.ts'

export interface StepToTake {
  kind: 'TAKE'
  step: PolicyStep
  stage: Stage
  /** Minor units. */
  fee: bigint
  /** That the fee rests on; null where nothing is charged and none was asked. */
  rule: { ruleId: string; source: string; status: RuleStatus } | null
  note?: string
  /** Day of the next check of the case; null: no further automatic step. */
  nextDate: CivilDate | null
}

export type Decision =
  | StepToTake
  /** Its due date has passed. */
  | { kind: 'OVERDUE'; nextDate: CivilDate | null }
  /** Too early: by the law, because the due date was moved, or on a day without hours for contact. */
  | { kind: 'WAIT'; nextDate: CivilDate | null }
  /** Nothing is owed any more. */
  | { kind: 'NOTHING_OWED' }
  /** Legal steps wait for the creditor, who is reminded. */
  | { kind: 'AWAITS_APPROVAL'; nextDate: CivilDate }
  /** The policy has no further step. */
  | { kind: 'DONE' }
  /** Time-barred: it must not be collected any more. */
  | { kind: 'EXPIRED'; expiry: Expiry }
  /** A mark of the debtor stops collection; a person must see to it. */
  | { kind: 'MARKED'; mark: DebtorMark }
  /** The law forbids the step, charged or not; a person must see to it. */
  | { kind: 'FORBIDDEN'; why: string; ruleId: string }
  /** The law gives no answer; a person must see to it. */
  | { kind: 'STUCK'; why: string; ruleId: string | null }

const STAGE_OF: Record<PolicyStep['kind'], Stage> = {
  REMINDER: 'REMINDER',
  DEMAND: 'DEMAND',
  OFFER_LEGAL: 'LEGAL',
  SURVEILLANCE: 'SURVEILLANCE',
  WRITE_OFF: 'CLOSED',
}

export interface Situation {
  case: Case
  policy: Policy
  /** The claim of today. */
  claim: Claim
  history: readonly StepTaken[]
  today: CivilDate
  /** From the contract: days between reminders to a creditor that must approve legal steps. */
  reminderDays: number
  /** Reminders charged on other claims of this debtor, where the law counts them with this one's. */
  otherReminders?: number
}

export function decideStep(situation: Situation, law: Law): Decision {
  const { case: debt, policy, claim, today, reminderDays } = situation
  if (debt.stage === 'INVOICED') {
    if (today <= debt.caseDueDate) return { kind: 'WAIT', nextDate: addDays(debt.caseDueDate, 1) }
    return { kind: 'OVERDUE', nextDate: nextStepDate({ ...debt, stage: 'OVERDUE' }, policy, undefined, today) }
  }
  if (totalOf(claim) <= 0n) return { kind: 'NOTHING_OWED' }
  const reminded = addDays(today, reminderDays)
  if (awaitsApproval(debt)) return { kind: 'AWAITS_APPROVAL', nextDate: reminded }
  const step = policy.steps[debt.stepIndex]
  if (step === undefined) return { kind: 'DONE' }
  const following = policy.steps[debt.stepIndex + 1]
  const take: Omit<StepToTake, 'fee' | 'rule'> = {
    kind: 'TAKE',
    step,
    stage: furthest(debt.stage, STAGE_OF[step.kind]),
    nextDate:
      step.kind === 'OFFER_LEGAL' ? reminded : following === undefined ? null : addDays(today, following.afterDays),
  }
  if (step.kind !== 'REMINDER' && step.kind !== 'DEMAND') return { ...take, fee: 0n, rule: null }
  const day = contactDay(debt, today, law)
  if (day > today) return { kind: 'WAIT', nextDate: day }
  return charged(take, situation, law)
}

/** A stage is never gone back to, whatever comes after what in a policy. */
function furthest(is: Stage, to: Stage): Stage {
  return stagesBefore(to).includes(is) ? to : is
}

function charged(
  take: Omit<StepToTake, 'fee' | 'rule'>,
  { case: debt, claim, history, today, otherReminders }: Situation,
  law: Law,
): Decision {
  const { kind, fee } = take.step
  const step = kind as 'REMINDER' | 'DEMAND'
  try {
    const lawful = { ...lawClaim(debt, claim), ...omitUndefined({ otherReminders }) }
    const may = (fee === 'NONE' ? mayTakeFree : mayTake)(step, history, today, lawful, law)
    const rule = { ruleId: may.rule, source: may.source, status: may.status }
    if (!may.allowed) {
      if (may.earliest !== undefined && may.earliest > today)
        return { kind: 'WAIT', nextDate: later(may.earliest, addDays(today, 1)) }
      if (!may.free) return { kind: 'FORBIDDEN', why: may.why, ruleId: may.rule }
      // The letter goes all the same; the debtor is charged nothing for it.
      return { ...take, fee: 0n, rule, note: may.why }
    }
    if (fee === 'NONE') return { ...take, fee: 0n, rule: null }
    return { ...take, rule, ...chargeOfStep(may, fee, lawful, debt.currency) }
  } catch (error) {
    if (!(error instanceof LawError)) throw error
    return { kind: 'STUCK', why: error.message, ruleId: error.ruleId ?? null }
  }
}
