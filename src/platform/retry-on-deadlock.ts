import { type BoundPool, type Tx, isDeadlock, withTransaction } from './database.ts'

const TRIES = 5

/** Runs a transaction, and runs it again when PostgreSQL ended it as the victim of a deadlock: five times at most. */
export async function retryOnDeadlock<T>(pool: BoundPool, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let left = TRIES; ; left--) {
    try {
      return await withTransaction(pool, work)
    } catch (error) {
      if (left <= 1 || !isDeadlock(error)) throw error
    }
  }
}
