/**
 * Keeps calls within a system's limit, so that it is not run into: at most so many begin in any window. A call that
 * comes too early waits for a place; places are given in order. The count is this process's own. Where another process has
 * used the same keys a moment ago, the system may still answer 429, which is waited for as it says.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import type { HttpPort, RateLimit } from './port.ts'

const KEYS_MAX = 10_000
/** The system counts when a call arrives, which is not exactly when it left. */
const MARGIN_MS = 50

export interface RateLimits {
  /** The port, with every call within the limit. */
  limited(http: HttpPort, limit: RateLimit): HttpPort
}

export function createRateLimits(): RateLimits {
  const places = new LRUCache<string, number[]>({ max: KEYS_MAX })
  return {
    limited:
      (http, { key, calls, windowMs }) =>
      async (request) => {
        const taken = places.get(key) ?? []
        const now = performance.now()
        const first = taken.length < calls ? undefined : taken.shift()
        const at = first === undefined ? now : Math.max(now, first + windowMs + MARGIN_MS)
        taken.push(at)
        places.set(key, taken)
        if (at > now) await sleep(at - now, undefined, { signal: request.signal })
        return http(request)
      },
  }
}
