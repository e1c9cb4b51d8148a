/** A token bucket per access token, in the memory of one process: with n API processes the limit is n times as high. */
import { LRUCache } from 'lru-cache'

const BUCKETS_MAX = 100_000

export interface RateLimit {
  /** Takes one request from the bucket of `key`. */
  take(key: string): { allowed: boolean; remaining: number; resetSeconds: number }
  /** Seconds until there is a request in the bucket of `key`; 0: there is one. Takes none. */
  waitSeconds(key: string): number
  policy: string
}

export function createRateLimit(
  perSecond: number,
  burst: number,
  nowMs: () => number = () => performance.now(),
): RateLimit {
  const buckets = new LRUCache<string, { level: number; at: number }>({ max: BUCKETS_MAX })
  const windowSeconds = Math.max(1, Math.ceil(burst / perSecond))
  return {
    policy: `"token";q=${burst};w=${windowSeconds}`,
    waitSeconds(key) {
      const bucket = buckets.get(key)
      if (bucket === undefined) return 0
      const level = Math.min(burst, bucket.level + ((nowMs() - bucket.at) / 1000) * perSecond)
      return level >= 1 ? 0 : Math.max(1, Math.ceil((1 - level) / perSecond))
    },
    take(key) {
      const now = nowMs()
      let bucket = buckets.get(key)
      if (bucket === undefined) {
        bucket = { level: burst, at: now }
        buckets.set(key, bucket)
      }
      bucket.level = Math.min(burst, bucket.level + ((now - bucket.at) / 1000) * perSecond)
      bucket.at = now
      const allowed = bucket.level >= 1
      if (allowed) bucket.level -= 1
      return {
        allowed,
        remaining: Math.floor(bucket.level),
        resetSeconds: Math.max(1, Math.ceil((allowed ? burst - bucket.level : 1 - bucket.level) / perSecond)),
      }
    },
  }
}
