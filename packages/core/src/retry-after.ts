const HOUR_MS = 3_600_000

/** Milliseconds of a Retry-After header: seconds, or an HTTP date; undefined where it is neither. @param most an hour by default */
export function retryAfterMs(header: string | undefined, now: Date, most = HOUR_MS): number | undefined {
  if (header === undefined) return undefined
  const text = header.trim()
  const wait = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now.getTime()
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), most)
}
