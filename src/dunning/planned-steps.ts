/**
 * Plans the steps of a policy on a case when nothing comes between: each step's day, and the most it may cost. Nothing is
 * planned behind OFFER_LEGAL: it waits for the creditor.
 */
import { type CivilDate, addDays } from '@saatava/core/dates.ts'
import { LawError } from '@saatava/law/errors.ts'
import type { Law } from '@saatava/law/law.ts'
import { mayTake, mayTakeFree } from '@saatava/law/may-take.ts'
import type { RuleStatus } from '@saatava/law/rule.ts'
import type { Claim, StepTaken } from '@saatava/law/steps.ts'
import type { Policy, PolicyStep } from '../claims/policy.ts'
import { chargeOfStep } from './charge-of-step.ts'
import { later } from '../claims/schedule.ts'

export interface PlannedStep {
  stepIndex: number
  kind: PolicyStep['kind']
  date: CivilDate
  /** Minor units; null: the law gives no answer, and `note` says why. */
  fee: bigint | null
  rule: string | null
  source: string | null
  status: RuleStatus | null
  note?: string
}

export interface Ahead {
  claim: Claim
  /** Currency of the case. */
  currency: string
  /** Earlier charges. */
  history: readonly StepTaken[]
  /** The policy's step that comes next. */
  stepIndex: number
  /** Its day. */
  nextDate: CivilDate
  today: CivilDate
}

export function plannedSteps({ steps }: Pick<Policy, 'steps'>, ahead: Ahead, law: Law): PlannedStep[] {
  const history = [...ahead.history]
  const planned: PlannedStep[] = []
  let date = ahead.nextDate
  for (const [i, step] of steps.slice(ahead.stepIndex).entries()) {
    if (planned.at(-1)?.kind === 'OFFER_LEGAL') break
    if (i > 0) date = later(addDays(date, step.afterDays), ahead.today)
    const one = plannedStep(step, ahead, date, history, law)
    date = one.date
    planned.push({ stepIndex: ahead.stepIndex + i, kind: step.kind, ...one })
    if (step.kind === 'REMINDER' || step.kind === 'DEMAND')
      history.push({ step: step.kind, date, charged: one.fee ?? 0n, payBy: addDays(date, step.payWithinDays) })
  }
  return planned
}

type Planned = Omit<PlannedStep, 'stepIndex' | 'kind'>
const FREE = { fee: 0n, rule: null, source: null, status: null }

function plannedStep(
  { kind, fee }: PolicyStep,
  { claim, currency }: Ahead,
  date: CivilDate,
  history: readonly StepTaken[],
  law: Law,
): Planned {
  if (kind !== 'REMINDER' && kind !== 'DEMAND') return { date, ...FREE }
  const ask = fee === 'NONE' ? mayTakeFree : mayTake
  try {
    let may = ask(kind, history, date, claim, law)
    // One that is too early to be charged waits for its day.
    if (!may.allowed && may.earliest !== undefined) {
      date = later(date, may.earliest)
      may = ask(kind, history, date, claim, law)
    }
    const { rule, source, status } = may
    if (!may.allowed) return { date, fee: 0n, rule, source, status, note: may.why }
    if (fee === 'NONE') return { date, ...FREE }
    return { date, rule, source, status, ...chargeOfStep(may, fee, claim, currency) }
  } catch (error) {
    if (!(error instanceof LawError)) throw error
    return { date, fee: null, rule: error.ruleId ?? null, source: null, status: null, note: error.message }
  }
}
