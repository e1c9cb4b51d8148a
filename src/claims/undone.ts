import type { Pool } from 'pg'
import type { Tx } from '../platform/database.ts'
import { steadyTransaction } from '../platform/steady-transaction.ts'

/** Ends a transaction that is not to be committed. */
class Undone extends Error {}

/** Does the work in a transaction and undoes it. @returns what came of it: what would come of it, if it were done */
export async function undone<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  const done: T[] = []
  try {
    await steadyTransaction(pool, async (tx) => {
      done.push(await work(tx))
      throw new Undone()
    })
  } catch (error) {
    if (!(error instanceof Undone)) throw error
  }
  return done[0] as T
}
