import type { JournalEntry } from './entry.ts'
import type { Tx } from '../platform/database.ts'
import { postAll } from './post-all.ts'

/**
 * Writes one balanced transaction. @returns its id, or undefined when all postings are 0: then nothing happened
 * Throws where the postings do not balance; the database would refuse them too.
 */
export async function post(tx: Tx, entry: JournalEntry): Promise<string | undefined> {
  const [transactionId] = await postAll(tx, [entry])
  return transactionId
}
