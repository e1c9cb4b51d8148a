import type { LateInterest } from '../../law/late-interest.ts'
import type { Case } from '../case.ts'
import type { Claim } from '../claim.ts'

/** A letter that a step sends: what it claims, and how long the debtor has to pay. */
export interface LetterRequest {
  case: Case
  kind: 'REMINDER' | 'DEMAND'
  /** What is owed with this step's fee, interest up to the day of the letter. */
  claim: Claim
  /** How the interest was computed; undefined where none has run. */
  interest?: LateInterest | undefined
  /** Minor units; charged for this letter. */
  fee: bigint
  /** Civil date. */
  date: string
  payWithinDays: number
}
