import type { TransactionId } from '@saatava/core/ids.ts'
import { sum } from '@saatava/core/money.ts'
import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/new-id.ts'
import type { JournalEntry, Posting } from './entry.ts'
import { insertEntries } from './queries.ts'

/** A transaction that rows name before it is written has its id from the caller, a UUIDv7. */
export type NewJournalEntry = JournalEntry & { transactionId?: TransactionId }

export const POSTINGS_MAX = 1_000

/**
 * Writes many balanced transactions in one statement: the balances they share are touched once, and in one order, so that
 * workers that post for the same clients do not wait for each other in a circle.
 * @returns their ids in order; undefined where all postings are 0  Throws where one does not balance; then none is written.
 */
export async function postAll(tx: Tx, entries: readonly NewJournalEntry[]): Promise<(string | undefined)[]> {
  const all = entries.map((entry) => ({
    entry,
    postings: checked(entry),
    transactionId: entry.transactionId ?? newId(),
  }))
  const written = all.filter(({ postings }) => postings.length > 0)
  if (written.length > 0) await insertEntries(tx, written)
  return all.map(({ postings, transactionId }) => (postings.length > 0 ? transactionId : undefined))
}

/** Returns the postings that are to be written of an entry. Throws where it does not balance. */
function checked(entry: JournalEntry): Posting[] {
  const postings = entry.postings.filter(({ amount }) => amount !== 0n)
  if (postings.length > POSTINGS_MAX) throw new RangeError(`${postings.length} postings; at most ${POSTINGS_MAX}`)
  for (const [currency, group] of Map.groupBy(postings, ({ currency }) => currency)) {
    const total = sum(group.map(({ amount }) => amount))
    if (total !== 0n)
      throw new RangeError(`${entry.kind} of ${entry.source} does not balance: ${total} ${currency} too much`)
  }
  return postings
}
