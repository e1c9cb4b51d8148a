import { v7 as uuid } from 'uuid'
import { sum } from '../core/money.ts'
import type { Tx } from '../platform/database.ts'
import type { Account } from './accounts.ts'
import { insertPostings, insertTransaction } from './queries.ts'

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

export const POSTINGS_MAX = 1_000

/**
 * Writes one balanced transaction. @returns its id, or undefined when all postings are 0: then nothing happened
 * Throws where the postings do not balance; the database would refuse them too.
 */
export async function post(tx: Tx, entry: JournalEntry): Promise<string | undefined> {
  const postings = checked(entry)
  if (postings.length === 0) return undefined
  const transactionId = uuid()
  await insertTransaction(tx, transactionId, entry)
  await insertPostings(tx, entry.clientId, transactionId, postings)
  return transactionId
}

/** What is to be written of an entry. Throws where it does not balance. */
export function checked(entry: JournalEntry): Posting[] {
  const postings = entry.postings.filter(({ amount }) => amount !== 0n)
  if (postings.length > POSTINGS_MAX) throw new RangeError(`${postings.length} postings; at most ${POSTINGS_MAX}`)
  for (const [currency, of] of Map.groupBy(postings, ({ currency }) => currency)) {
    const total = sum(of.map(({ amount }) => amount))
    if (total !== 0n)
      throw new RangeError(`${entry.kind} of ${entry.source} does not balance: ${total} ${currency} too much`)
  }
  return postings
}
