/** Decides when a delivery that did not arrive is sent again: the example schedule of Standard Webhooks 1.0.0. */
import { createHash } from 'node:crypto'
import type { WebhookMode } from '../endpoint.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

/** Milliseconds before each attempt, counted from the one before. */
export const SCHEDULE_MS = [
  0,
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
] as const
/** After the schedule an ordered endpoint is tried so often: everything waits behind this request. */
const WAITING_MS = HOUR_MS
const JITTER = 0.2

interface Failed {
  deliveryId: string
  mode: WebhookMode
  /** Attempts made, with the one that has just failed. */
  attempts: number
  retryAfterMs: number | null
}

/** @returns undefined where the delivery has failed for good */
export function nextTry({ deliveryId, mode, attempts, retryAfterMs }: Failed, now: Date): Date | undefined {
  const planned = SCHEDULE_MS[attempts] ?? (mode === 'ORDERED' ? WAITING_MS : undefined)
  if (planned === undefined) return undefined
  const spread = planned * (1 + JITTER * spreadOf(`${deliveryId} ${attempts}`))
  return new Date(now.getTime() + Math.max(Math.round(spread), retryAfterMs ?? 0))
}

/** Returns a number from -1 to 1 that is the same whenever it is asked for, and another for each delivery and attempt. */
function spreadOf(key: string): number {
  return createHash('sha256').update(key).digest().readUInt32BE(0) / 0x7fff_ffff - 1
}
