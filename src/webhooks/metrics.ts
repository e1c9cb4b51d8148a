import type { Platform } from '../platform/context.ts'
import { countEndpointStates } from './metrics-queries.ts'

const FRESH_MS = 10_000
const STATES = ['active', 'failing', 'paused', 'disabled'] as const

/** Endpoints of all owners by state; read at most every ten seconds however often it is asked. */
export function webhookMetrics(platform: Platform): () => Promise<void> {
  let readAt = Number.NEGATIVE_INFINITY
  return async () => {
    if (performance.now() - readAt < FRESH_MS) return
    readAt = performance.now()
    const counts = await countEndpointStates(platform.pool)
    const { webhookEndpoints } = platform.metrics
    // A state without endpoints is shown as 0: an alert cannot be set on what is missing.
    for (const state of STATES) webhookEndpoints.set({ state }, counts[state])
  }
}
