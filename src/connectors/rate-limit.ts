/**
 * Keeps calls within a system's limit, so that it is not run into: at most so many begin in any window. A call that
 * comes too early waits for a place; places are given in order. The count is this process's own. Where another process has
 * used the same keys a moment ago, the system may still answer 429, which is waited for as it says.
 *
 * The system counts a call when it arrives, some time between its start and its answer. So a window is counted from the
 * answer: a slow line never makes two calls arrive closer together than they may.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import type { HttpPort, RateLimit } from './port.ts'

const KEYS_MAX = 10_000
/** The system's clock and our clock do not tick together. */
const MARGIN_MS = 20

export interface RateLimits {
  /** The port, with every call within the limit. */
  limited(http: HttpPort, limit: RateLimit): HttpPort
}

export function createRateLimits(): RateLimits {
  /** By key: the last calls, at most as many as the limit. Each says when it was answered. */
  const places = new LRUCache<string, Promise<number>[]>({ max: KEYS_MAX })
  return {
    limited:
      (http, { key, calls, windowMs }) =>
      async (request) => {
        const taken = places.get(key) ?? []
        const first = taken.length < calls ? undefined : taken.shift()
        const { promise, resolve } = Promise.withResolvers<number>()
        taken.push(promise)
        places.set(key, taken)
        // A call that is given up while it waits was never made: its place is as old as the one it waited for.
        let answeredAt = (await first) ?? 0
        try {
          const wait = first === undefined ? 0 : answeredAt + windowMs + MARGIN_MS - performance.now()
          if (wait > 0) await sleep(wait, undefined, { signal: request.signal })
          const answer = http(request)
          answeredAt = performance.now()
          return await answer.finally(() => {
            answeredAt = performance.now()
          })
        } finally {
          resolve(answeredAt)
        }
      },
  }
}
