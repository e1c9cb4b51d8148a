import assert from 'node:assert/strict'
import type { Pool, PoolClient } from 'pg'
import { until } from './until.ts'

const ROUNDS = 5

export interface Circle<R> {
  /** Locks what the request needs last. */
  lock(rival: PoolClient): Promise<unknown>
  /** Locks something else first, and waits for the rival then. */
  request(): Promise<R>
  /** Locks what the request has locked. */
  lockBack(rival: PoolClient): Promise<unknown>
}

/**
 * Makes a request and a rival wait for each other, so that PostgreSQL ends the request's transaction. PostgreSQL looks for
 * a deadlock once, a second after a wait has begun: a machine that is slower makes another circle.
 * @param pool of a superuser, who may put off when his own transaction looks
 * @returns the answer of the request whose transaction was ended
 */
export async function endedByDeadlock<R>(pool: Pool, circle: () => Promise<Circle<R>>): Promise<R> {
  for (let round = 0; round < ROUNDS; round++) {
    const { lock, request, lockBack } = await circle()
    const rival = await pool.connect()
    try {
      await rival.query(`begin; set local deadlock_timeout = '60s'; set local lock_timeout = '3s'`)
      await lock(rival)
      const asked = request()
      await untilSomebodyWaits(pool)
      const ended = await lockBack(rival).then(
        () => true,
        () => false,
      )
      await rival.query('rollback')
      const reply = await asked
      if (ended) return reply
    } finally {
      rival.release(true)
    }
  }
  assert.fail(`the request’s transaction was not ended in ${ROUNDS} rounds`)
}

/** Resolves when a transaction of this database waits for a lock. */
export async function untilSomebodyWaits(pool: Pool): Promise<void> {
  await until('a transaction waits for a lock', async () => {
    const { rowCount } = await pool.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return rowCount !== 0
  })
}
