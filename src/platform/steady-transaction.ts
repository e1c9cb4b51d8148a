import type pg from 'pg'
import { type Tx, isDeadlock, withTransaction } from './database.ts'

const TRIES = 5

/** A transaction that is tried again where PostgreSQL ended it because it and another waited for each other. */
export async function steadyTransaction<T>(pool: pg.Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let left = TRIES; ; left--) {
    try {
      return await withTransaction(pool, work)
    } catch (error) {
      if (left <= 1 || !isDeadlock(error)) throw error
    }
  }
}
