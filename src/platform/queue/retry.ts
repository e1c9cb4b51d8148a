/**
 * Retries of work queues: a row whose handling fails must not be picked first again. Its due time moves on, twice as far
 * from failure to failure, so that every other due row comes before it; after some failures an event informs a person, and
 * the row is still tried, twice a day. Nothing that was acknowledged is dropped.
 */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Ctx } from '../context.ts'
import { type Tx, isDatabaseUnavailable, isDeadlock, withTransaction } from '../database.ts'
import { insertEvents } from '../events.ts'
import { countFailure, deleteStale } from './failure-queries.ts'

const HOUR_MS = 3_600_000
const BACKOFF = { firstMs: 60_000, maxMs: 12 * HOUR_MS, staleMs: HOUR_MS }
/** After so many failures, the last an hour after the one before, an event informs a person. */
export const FAILURES_BEFORE_EVENT = 8
export const STALE_MS = BACKOFF.staleMs
const STALE_DELETED_MAX = 1_000

export interface WorkQueue<K extends { clientId: ClientId }> {
  /** Name of the queue in the sandbox's clock and in the gauges. */
  name: string
  /** How events name a row: "case:1". */
  subjectOf(key: K): string
  /** Moves a row that is still due to another time. */
  postpone(tx: Tx, key: K, until: Date): Promise<void>
}

/** The handling of a row failed: the row moves behind the others. */
async function retryLater<K extends { clientId: ClientId }>(
  ctx: Ctx,
  queue: WorkQueue<K>,
  key: K,
  error: unknown,
): Promise<void> {
  const { pool, clock } = ctx.platform
  const at = clock.now()
  const row = { clientId: key.clientId, queue: queue.name, subject: queue.subjectOf(key) }
  const failure = await withTransaction(pool, async (tx) => {
    const counted = await countFailure(tx, row, at, BACKOFF)
    await queue.postpone(tx, key, counted.nextAttemptAt)
    const { attempts, failingSince, nextAttemptAt } = counted
    const data = { queue: queue.name, attempts, failingSince, nextAttemptAt }
    if (attempts === FAILURES_BEFORE_EVENT)
      await insertEvents(ctx, tx, [{ clientId: key.clientId, type: 'work.failing', subject: row.subject, data }])
    await deleteStale(tx, at, STALE_MS, STALE_DELETED_MAX)
    return counted
  })
  ctx.log.error({ err: error, ...row, ...failure }, 'work failed; it is tried again later, after other work')
}

/**
 * Handles rows one by one, each in a separate transaction that `handle` makes, so that one that fails holds up no other.
 * @param handle returns whether it handled the row; false where somebody else has
 * @param batchMax as many rows as are picked at once: a warning says where a full batch moved nothing
 * @returns how many rows were handled. Errors: the database's own, when it cannot be reached
 */
export async function handleEach<K extends { clientId: ClientId }>(
  ctx: Ctx,
  queue: WorkQueue<K>,
  { keys, batchMax }: { keys: readonly K[]; batchMax: number },
  handle: (key: K) => Promise<boolean>,
): Promise<number> {
  let handled = 0
  for (const key of keys) {
    try {
      if (await handle(key)) handled++
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error
      // The other side of a deadlock is done by then; the next round takes this row.
      if (!isDeadlock(error)) await retryLater(ctx, queue, key, error)
    }
  }
  if (handled === 0 && keys.length >= batchMax)
    ctx.log.warn({ queue: queue.name, rows: keys.length }, 'none of a full batch was handled')
  return handled
}
