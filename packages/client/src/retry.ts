/** When to try again: full jitter over a growing time, and never before the service asks for it. */

const FIRST_MS = 500
const LONGEST_MS = 8_000

/** @param tried how often the call was tried before, from 0 */
export function delayMs(tried: number, retryAfterMs: number | undefined, random: () => number = Math.random): number {
  return (retryAfterMs ?? 0) + random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** tried)
}

/** Reads Retry-After: seconds, or a date. */
export function retryAfterMsOf(headers: Headers, now: () => number = Date.now): number | undefined {
  const text = headers.get('retry-after')
  if (text === null) return undefined
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now()
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}

/** Resolves after some time; rejects with the signal's reason when it is aborted. */
export function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(signal.reason as Error)
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason as Error)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
}
