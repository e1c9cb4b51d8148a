import { v7 as uuid } from 'uuid'
import type { Tx } from '../platform/database.ts'
import { type JournalEntry, checked } from './post.ts'
import { insertAllPostings, insertTransactions } from './queries.ts'

/** A transaction that rows name before it is written has its id from the caller, a UUIDv7. */
export type NewEntry = JournalEntry & { transactionId?: string }

/**
 * Writes many balanced transactions in two statements: the balances they share are touched once, and in one order, so that
 * workers that post for the same clients do not wait for each other in a circle.
 * @returns their ids in order; undefined where all postings are 0  Throws where one does not balance; then none is written.
 */
export async function postAll(tx: Tx, entries: readonly NewEntry[]): Promise<(string | undefined)[]> {
  const all = entries.map((entry) => {
    const postings = checked(entry)
    return { entry, postings, transactionId: postings.length === 0 ? undefined : (entry.transactionId ?? uuid()) }
  })
  const written = all.flatMap(({ entry, postings, transactionId }) =>
    transactionId === undefined ? [] : [{ entry, postings, transactionId }],
  )
  if (written.length > 0) {
    await insertTransactions(tx, written)
    await insertAllPostings(tx, written.flatMap(linesOf))
  }
  return all.map(({ transactionId }) => transactionId)
}

function linesOf({
  entry,
  postings,
  transactionId,
}: {
  entry: JournalEntry
  postings: JournalEntry['postings']
  transactionId: string
}) {
  return postings.map((posting, i) => ({ ...posting, clientId: entry.clientId, transactionId, line: i + 1 }))
}
