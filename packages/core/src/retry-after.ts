const RETRY_AFTER_MS_MAX = 3_600_000

/** Milliseconds of a Retry-After header: seconds, or an HTTP date; undefined where it is neither. At most an hour. */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined
  const text = header.trim()
  const wait = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now.getTime()
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), RETRY_AFTER_MS_MAX)
}
