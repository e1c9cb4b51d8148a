/** The most for making a payment plan: by capital, by how many instalments, and by what was charged before. */
import { LAW, type Law } from './law.ts'
import { type Allowed, type Refused, mayTake } from './may-take.ts'
import type { Claim, StepTaken } from './steps.ts'

/**
 * @param claim with the instalments of the plan
 * @param date on which the plan is made
 * @param history what was charged before: plans are counted, and the cap on the total is kept
 * @throws LawError NO_RULE, UNVERIFIED_RULE, INPUT
 */
export function planFee(
  claim: Claim & { instalments: number },
  date: string,
  history: readonly StepTaken[] = [],
  law: Law = LAW,
): Allowed | Refused {
  return mayTake('PLAN', history, date, claim, law)
}
