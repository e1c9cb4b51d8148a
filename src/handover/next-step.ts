/** The next step of a case that is taken over, as the engine will count it: by its policy, its history and the law. */
import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import { LawError } from '@saatava/law/errors.ts'
import type { Law } from '@saatava/law/law.ts'
import { type StepTaken, nameOf } from '@saatava/law/steps.ts'
import { awaitsApproval, countedFrom } from '../claims/approval.ts'
import type { Case } from '../claims/case.ts'
import type { Claim } from '../claims/claim.ts'
import { lawClaim } from '../claims/law-claim.ts'
import type { EarlierLetter } from '../claims/open-queries.ts'
import type { Policy, PolicyStep } from '../claims/policy.ts'
import { nextStepDate } from '../claims/schedule.ts'
import { plannedSteps } from '../dunning/planned-steps.ts'
import { earliestExpiry } from '../dunning/expiry.ts'
import type { NextStep } from './row-result.ts'

interface Situation {
  debt: Case
  policy: Policy
  earlierLetters: readonly EarlierLetter[]
  owed: Pick<Claim, 'capital' | 'costs'>
  at: Date
}

export function nextStepOf({ debt, policy, earlierLetters, owed, at }: Situation, law: Law): NextStep {
  const today = civilDateAt(at, timeZoneOf(debt.country))
  const nothing = (step: string, date: string | null, note?: string): NextStep => ({
    ...{ step, date, fee: null, rule: null },
    ...(note === undefined ? {} : { note }),
  })
  const expiresOn = earlierLetters.length === 0 && debt.acknowledgedOn === null ? earliestExpiry(debt, law) : null
  if (expiresOn !== null && expiresOn <= today) return nothing('EXPIRED', expiresOn, 'the claim is time-barred')
  if (awaitsApproval(debt)) return nothing('APPROVAL', today, 'legal steps wait for the creditor')
  const overdue = { ...debt, stage: debt.stage === 'INVOICED' ? ('OVERDUE' as const) : debt.stage }
  const last = earlierLetters.findLast(({ sentOn }) => sentOn > debt.dueDate)?.sentOn
  const nextDate = nextStepDate(overdue, policy, countedFrom(debt, last), today)
  if (nextDate === null) return nothing('NONE', null, 'the policy has no further step')
  try {
    const claim = lawClaim({ ...debt, status: 'OPEN' }, owed)
    const history = historyOf(earlierLetters)
    const ahead = { claim, currency: debt.currency, history, stepIndex: debt.stepIndex, nextDate, today }
    const [first] = plannedSteps(policy, ahead, law)
    if (first === undefined) return nothing('NONE', null)
    const { kind, date, fee, rule, note } = first
    return {
      ...{ step: kind, date, fee: fee === null ? null : minorToNumber(fee), rule },
      ...(note === undefined ? {} : { note }),
    }
  } catch (error) {
    if (error instanceof LawError) return nothing('UNKNOWN', null, error.message)
    throw error
  }
}

/** The earlier letters as the law counts them. */
function historyOf(letters: readonly EarlierLetter[]): StepTaken[] {
  const counts = new Map<string, number>()
  return letters.map(({ kind, sentOn, fee, payBy, byCreditor }) => {
    const ordinal = (counts.get(kind) ?? 0) + 1
    counts.set(kind, ordinal)
    return {
      ...{ step: nameOf(kind, ordinal), date: sentOn, charged: fee },
      ...(payBy === null ? {} : { payBy }),
      ...(byCreditor ? { byCreditor } : {}),
    }
  })
}

/**
 * The step of the policy that comes next: after as many reminders and demands as were sent after the due date. Where more
 * were sent than the policy has, the step after the last of its kind.
 */
export function stepIndexOf(
  { stage }: Pick<Case, 'stage'>,
  letters: readonly EarlierLetter[],
  dueDate: string,
  { steps }: Pick<Policy, 'steps'>,
): number {
  if (stage === 'LEGAL' || stage === 'ENFORCEMENT' || stage === 'SURVEILLANCE')
    return after(
      steps,
      (kind) => kind === 'OFFER_LEGAL' || (stage === 'SURVEILLANCE' && kind === 'SURVEILLANCE'),
      steps.length,
    )
  const count = (kind: string) => letters.filter((one) => one.kind === kind && one.sentOn > dueDate).length
  const demands = count('DEMAND')
  if (demands > 0) return after(steps, (kind) => kind === 'DEMAND', demands)
  return after(steps, (kind) => kind === 'REMINDER', count('REMINDER'))
}

/** The index after the n-th step of a kind, or after the last where there are fewer. */
function after(steps: readonly PolicyStep[], isIt: (kind: PolicyStep['kind']) => boolean, count: number): number {
  const places = steps.flatMap(({ kind }, i) => (isIt(kind) ? [i] : []))
  const place = places[Math.min(count, places.length) - 1]
  return place === undefined ? 0 : place + 1
}
