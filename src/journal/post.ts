import type { Tx } from '../platform/database.ts'
import type { Account } from './accounts.ts'
import { postAll } from './post-all.ts'

export interface Posting {
  account: Account
  /** Absent: of no case. */
  caseId?: number
  /** ISO 4217 */
  currency: string
  /** Minor units, + debit and − credit; postings of 0 are left out. */
  amount: bigint
}

export interface JournalEntry {
  clientId: number
  /** What happened, for example CASE_OPENED or PAYMENT_ALLOCATED. */
  kind: string
  at: Date
  /** Civil date by the client's calendar. */
  bookingDate: string
  /** What it rests on, for example "payment:<id>". */
  source: string
  /** The transaction that this one corrects. */
  corrects?: string
  details?: Record<string, unknown>
  postings: Posting[]
}

/**
 * Writes one balanced transaction. @returns its id, or undefined when all postings are 0: then nothing happened
 * Throws where the postings do not balance; the database would refuse them too.
 */
export async function post(tx: Tx, entry: JournalEntry): Promise<string | undefined> {
  const [transactionId] = await postAll(tx, [entry])
  return transactionId
}
