import type { Platform } from '../platform/context.ts'
import { TASK_KIND_NAMES } from './kinds.ts'
import { countByKind } from './count-queries.ts'

const FRESH_MS = 10_000

/** Open tasks by kind, and how long the oldest has been open; read at most every ten seconds however often it is asked. */
export function taskMetrics(platform: Platform): () => Promise<void> {
  let readAt = Number.NEGATIVE_INFINITY
  return async () => {
    if (performance.now() - readAt < FRESH_MS) return
    readAt = performance.now()
    const now = platform.clock.now().getTime()
    const { tasksOpen, taskOldestSeconds } = platform.metrics
    for (const { kind, count, oldest } of await countByKind(platform.pool, TASK_KIND_NAMES)) {
      tasksOpen.set({ kind }, count)
      taskOldestSeconds.set({ kind }, oldest === null ? 0 : Math.max(0, (now - oldest.getTime()) / 1000))
    }
  }
}
