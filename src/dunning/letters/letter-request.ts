import type { CivilDate } from '@saatava/core/dates.ts'
import type { ChargedFee, LetterKind, LetterSection } from '@saatava/einvoice/model/document.ts'
import type { LateInterest } from '@saatava/law/late-interest.ts'
import type { Case } from '../../claims/case.ts'
import type { Claim } from '../../claims/claim.ts'

/** The subject of a letter that an event of the case sends. */
export interface LetterAbout extends Pick<LetterSection, 'plan' | 'missed' | 'formerDueDate' | 'objection'> {
  /** Names the event among those of its case and kind, so that it sends one letter: a plan's id, an action's, a day. */
  key: string
  /** The amount that the letter asks to pay, minor units; absent: the whole claim. */
  payable?: bigint
  /** Until when, civil date. */
  dueDate: CivilDate
}

/** A letter that a step or an event sends: what it claims, and how long the debtor has to pay. */
export interface LetterRequest {
  case: Case
  kind: LetterKind
  /** The claim with this step's fee, and with interest up to the day of the letter. */
  claim: Claim
  /** How the interest was computed; undefined where none has run. */
  interest?: LateInterest | undefined
  /** Minor units; charged for this letter, and of a plan when it is accepted. */
  fee: bigint
  /** Civil date. */
  date: CivilDate
  payWithinDays: number
  /** Earlier charges of the case; absent: the letter does not itemise. */
  charged?: readonly ChargedFee[]
  /** It is the notice that a country wants before a demand. */
  notice?: boolean
  about?: LetterAbout
}
