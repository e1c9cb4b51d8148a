import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import type { Account } from './accounts.ts'
import type { JournalDetails, JournalKind } from './details.ts'

interface EntryFields {
  clientId: ClientId
  at: Date
  /** Civil date by the client's calendar. */
  bookingDate: CivilDate
  /** Origin of the entry, for example "payment:<id>". */
  source: string
  /** The transaction that this one corrects. */
  corrects?: string
  postings: Posting[]
}

/** A journal entry of any kind, with the details of its kind. */
export type JournalEntry = { [K in JournalKind]: EntryFields & { kind: K; details?: JournalDetails[K] } }[JournalKind]

export interface Posting {
  account: Account
  /** Absent: of no case. */
  caseId?: CaseId
  /** ISO 4217 */
  currency: string
  /** Minor units, + debit and − credit; postings of 0 are left out. */
  amount: bigint
}
