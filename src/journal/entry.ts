import type { Account } from './accounts.ts'

export interface JournalEntry {
  clientId: number
  /** Kind of the entry, for example CASE_OPENED or PAYMENT_ALLOCATED. */
  kind: string
  at: Date
  /** Civil date by the client's calendar. */
  bookingDate: string
  /** Origin of the entry, for example "payment:<id>". */
  source: string
  /** The transaction that this one corrects. */
  corrects?: string
  details?: Record<string, unknown>
  postings: Posting[]
}

export interface Posting {
  account: Account
  /** Absent: of no case. */
  caseId?: number
  /** ISO 4217 */
  currency: string
  /** Minor units, + debit and − credit; postings of 0 are left out. */
  amount: bigint
}
