import type { Platform } from '../platform/context.ts'
import { selectFailing } from '../platform/queue/failure-queries.ts'
import { STALE_MS } from '../platform/queue/retry.ts'
import { DUE_WORK } from './due-work.ts'
import { oldestDue } from './queries.ts'

const FRESH_MS = 10_000

/**
 * By work queue: how long its oldest row has been due, or failing where its due time was moved on, and how many rows are
 * failing; read at most every ten seconds however often it is asked.
 */
export function dueMetrics(platform: Platform): () => Promise<void> {
  let readAt = Number.NEGATIVE_INFINITY
  return async () => {
    if (performance.now() - readAt < FRESH_MS) return
    readAt = performance.now()
    const now = platform.clock.now()
    const failing = new Map((await selectFailing(platform.pool, now, STALE_MS)).map((row) => [row.queue, row]))
    const oldest = await oldestDue(platform.pool, DUE_WORK, now)
    const { queueOldestSeconds, queueFailing } = platform.metrics
    // Empty queues are shown as 0: an alert cannot be set on what is missing.
    for (const [i, { name: queue }] of DUE_WORK.entries()) {
      const failed = failing.get(queue)
      const times = [oldest[i], failed?.since].flatMap((at) => (at instanceof Date ? [at.getTime()] : []))
      queueOldestSeconds.set({ queue }, Math.max(0, ...times.map((at) => (now.getTime() - at) / 1000)))
      queueFailing.set({ queue }, failed?.count ?? 0)
    }
  }
}
