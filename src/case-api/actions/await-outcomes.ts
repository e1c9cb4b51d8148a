import { setTimeout as sleep } from 'node:timers/promises'
import type { ClientCtx } from '../../platform/context.ts'
import { type StoredAction, countPending, selectBatch } from './shown-queries.ts'

const LOOK_MS_MIN = 50
const LOOK_MS_MAX = 1_000

/**
 * The actions of a submission, once all of them have an outcome, or when the time is over: another process may perform
 * them, so their rows are looked at, ever more seldom.
 */
export async function awaitOutcomes(ctx: ClientCtx, batchId: string, waitSeconds: number): Promise<StoredAction[]> {
  const { pool } = ctx.platform
  const end = performance.now() + waitSeconds * 1000
  for (let ms = LOOK_MS_MIN; ; ms = Math.min(ms * 2, LOOK_MS_MAX)) {
    const left = end - performance.now()
    if (left <= 0 || (await countPending(pool, ctx.clientId, batchId)) === 0)
      return selectBatch(pool, ctx.clientId, batchId)
    await sleep(Math.min(ms, left))
  }
}
