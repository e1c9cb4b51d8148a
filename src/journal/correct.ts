import type { Tx } from '../platform/database.ts'
import { post } from './post.ts'
import type { JournalEntry } from './entry.ts'
import { selectPostings } from './queries.ts'

type WithoutPostings<E> = E extends JournalEntry ? Omit<E, 'postings' | 'corrects'> & { corrects: string } : never
export type Correction = WithoutPostings<JournalEntry>

/**
 * Undoes a transaction by its opposite. A transaction is corrected once: a second time violates a unique key.
 * @returns the correction's id  Throws where there is no such transaction of this client.
 */
export async function correct(tx: Tx, correction: Correction): Promise<string> {
  const postings = await selectPostings(tx, correction.clientId, correction.corrects)
  if (postings.length === 0) throw new Error(`there is no journal transaction ${correction.corrects} of this client`)
  const opposite = postings.map((posting) => ({ ...posting, amount: -posting.amount }))
  return (await post(tx, { ...correction, postings: opposite })) ?? ''
}
