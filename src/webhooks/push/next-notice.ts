/** Decides which mail about a failing endpoint is due next, and when; the last one is due when it is judged dead. */
import { DEAD_AFTER_MS } from './endpoint-health.ts'

const HOUR_MS = 3_600_000

/** A mail leaves after so many hours without success, each once. The last mail says that the endpoint was disabled. */
export const NOTICE_HOURS = [24, 72] as const
/** The number of the mail that says so. */
export const DISABLED_NOTICE = NOTICE_HOURS.length + 1

export interface Notices {
  failingSince: Date | null
  isDisabled: boolean
  /** The number of the last mail that left since the last success. */
  sent: number
}

export interface NextNotice {
  number: number
  at: Date
}

export function nextNotice({ failingSince, isDisabled, sent }: Notices, now: Date): NextNotice | undefined {
  if (isDisabled) return sent < DISABLED_NOTICE ? { number: DISABLED_NOTICE, at: now } : undefined
  if (failingSince === null || sent >= DISABLED_NOTICE) return undefined
  const hours = NOTICE_HOURS[sent]
  const afterMs = hours === undefined ? DEAD_AFTER_MS : hours * HOUR_MS
  return { number: sent + 1, at: new Date(failingSince.getTime() + afterMs) }
}
