/** Standard compensation for late payment between businesses: what is left of it after the costs charged already. */
import { lateFrom } from './fee-basis.ts'
import { LAW, type Law } from './law.ts'
import { type Allowed, type Refused, mayTake } from './may-take.ts'
import type { Claim, StepTaken } from './steps.ts'

/**
 * @param date on which it is charged; the first late day where left out
 * @throws LawError NO_RULE also where the country or kind of debtor knows none, UNVERIFIED_RULE, INPUT
 */
export function standardCompensation(
  claim: Claim,
  history: readonly StepTaken[] = [],
  date?: string,
  law: Law = LAW,
): Allowed | Refused {
  return mayTake('COMPENSATION', history, date ?? lateFrom(claim, law).date, claim, law)
}
