import type { BoundPool, Tx } from '../platform/database.ts'
import { retryOnDeadlock } from '../platform/retry-on-deadlock.ts'

/** Thrown to end a transaction that is not to be committed. */
class RolledBack extends Error {}

/** Dry run: does the work in a transaction and rolls it back. @returns the result that the work would have */
export async function dryRun<T>(pool: BoundPool, work: (tx: Tx) => Promise<T>): Promise<T> {
  const done: T[] = []
  try {
    await retryOnDeadlock(pool, async (tx) => {
      done.push(await work(tx))
      throw new RolledBack()
    })
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error
  }
  return done[0] as T
}
