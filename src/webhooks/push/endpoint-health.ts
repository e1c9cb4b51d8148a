/** Decides from its attempts how an endpoint is: how many requests it gets at a time, whether it rests, and whether it is dead. */
import type { WebhookMode } from '../endpoint.ts'

export interface Health {
  /** Attempts that have failed since the last one that arrived. */
  failures: number
  lastSuccessAt: Date | null
  /** The first failure since the last success. */
  failingSince: Date | null
  /** On how many days attempts have failed since then. */
  failingDays: number
  lastFailureAt: Date | null
  /** Nothing is sent before. */
  heldUntil: Date | null
}

export interface Attempt {
  isDelivered: boolean
  retryAfterMs: number | null
}

const DAY_MS = 86_400_000
/** So many requests of a sound endpoint are under way at once. */
export const AT_ONCE_MAX = 4
/** So many failures in a row open the breaker: from then on it costs one request a minute. */
export const BREAKS_AT = 5
const PROBE_MS = 60_000
export const DEAD_AFTER_MS = 5 * DAY_MS
const DEAD_FAILURES_MIN = 20
const DEAD_DAYS_MIN = 2

/** @param attempts that have ended now, in their order */
export function afterAttempts(before: Health, attempts: readonly Attempt[], now: Date): Health {
  return attempts.reduce((health, attempt) => afterAttempt(health, attempt, now), before)
}

function afterAttempt(before: Health, { isDelivered, retryAfterMs }: Attempt, now: Date): Health {
  if (isDelivered)
    return {
      ...{ failures: 0, lastSuccessAt: now, failingSince: null, failingDays: 0, lastFailureAt: null },
      heldUntil: null,
    }
  const failures = before.failures + 1
  const sameDay = before.lastFailureAt !== null && dayOf(before.lastFailureAt) === dayOf(now)
  const rests = [retryAfterMs ?? 0, failures >= BREAKS_AT ? PROBE_MS : 0]
  const restMs = Math.max(...rests)
  return {
    failures,
    lastSuccessAt: before.lastSuccessAt,
    failingSince: before.failingSince ?? now,
    failingDays: before.failingDays + (sameDay ? 0 : 1),
    lastFailureAt: now,
    heldUntil: restMs === 0 ? before.heldUntil : new Date(now.getTime() + restMs),
  }
}

/** No success for five days, with 20 attempts on two days as evidence: a quiet endpoint is not dead. */
export function isDead(
  { failures, failingSince, failingDays }: Pick<Health, 'failures' | 'failingSince' | 'failingDays'>,
  now: Date,
): boolean {
  if (failingSince === null || failures < DEAD_FAILURES_MIN || failingDays < DEAD_DAYS_MIN) return false
  return now.getTime() - failingSince.getTime() >= DEAD_AFTER_MS
}

/** An endpoint that has not answered well since its last failure gets one request at a time: it may be dead. */
function isDoubtful({ failures, lastSuccessAt }: Pick<Health, 'failures' | 'lastSuccessAt'>): boolean {
  return failures > 0 || lastSuccessAt === null
}

/** How many requests may be under way to an endpoint. */
export function atOnce(mode: WebhookMode, health: Pick<Health, 'failures' | 'lastSuccessAt'>): number {
  return mode === 'ORDERED' || isDoubtful(health) ? 1 : AT_ONCE_MAX
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10)
}
