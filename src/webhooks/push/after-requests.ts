/** Decides the next states of deliveries and of their endpoint when requests have ended. It knows no database. */
import type { DisableReason, WebhookMode } from '../endpoint.ts'
import { afterAttempts, isDead } from './endpoint-health.ts'
import type { Sent, Verdict } from './judge-answer.ts'
import { nextNotice } from './next-notice.ts'
import { nextTry } from './next-try.ts'
import type { NewStanding, OutcomeRow, Standing } from './record-queries.ts'

/** So many attempts of a delivery are shown. */
const TRIES_KEPT = 20

export interface Ended {
  delivery: { clientId: number; deliveryId: string; attempts: number; through: number; tries: readonly unknown[] }
  mode: WebhookMode
  sent: Sent
  verdict: Verdict
  /** Milliseconds that the request took. */
  ms: number
  /** When it ended, by the clock of the service. */
  at: Date
}

/** The next state of a delivery. */
export function outcomeOf({ delivery, mode, sent, verdict, ms, at }: Ended): OutcomeRow {
  const { clientId, deliveryId, attempts } = delivery
  const tried = {
    ...{ at: at.toISOString(), ms, status: sent.kind === 'answered' ? sent.status : null, error: verdict.error },
    answer: sent.kind === 'answered' ? sent.text : null,
  }
  const tries = [...delivery.tries, tried].slice(-TRIES_KEPT)
  const row = { clientId, deliveryId, tries }
  if (verdict.isDelivered) return { ...row, state: 'DELIVERED', nextAttemptAt: null, endedAt: at }
  // Nothing is lost while an endpoint is disabled: the request waits for somebody to enable it.
  const next = nextTry({ deliveryId, mode, attempts, retryAfterMs: verdict.retryAfterMs }, at)
  if (next === undefined) return { ...row, state: 'FAILED', nextAttemptAt: null, endedAt: at }
  return { ...row, state: 'PENDING', nextAttemptAt: next, endedAt: null }
}

/** How an endpoint stands after requests that have ended, in their order. */
export function standingAfter(before: Standing, ended: readonly Ended[], now: Date): NewStanding {
  const health = afterAttempts(before, attemptsOf(ended), now)
  const wished = ended.find(({ verdict }) => verdict.disable !== null)?.verdict.disable ?? null
  const reason = wished ?? (isDead(health, now) ? ('NO_SUCCESS' satisfies DisableReason) : null)
  const disables = before.state === 'ACTIVE' && reason !== null
  const notices = health.failures === 0 && !disables ? 0 : before.notices
  const isDisabled = disables || before.state === 'DISABLED'
  const notice = nextNotice({ failingSince: health.failingSince, isDisabled, sent: notices }, now)
  return {
    ...before,
    ...health,
    ...arrived(before, ended),
    state: disables ? 'DISABLED' : before.state,
    disabledAs: disables ? reason : null,
    notices,
    // Nobody is reminded of an endpoint that somebody has paused.
    noticeAt: before.state === 'ACTIVE' || isDisabled ? (notice?.at ?? null) : null,
  }
}

function attemptsOf(ended: readonly Ended[]) {
  return ended.map(({ verdict: { isDelivered, retryAfterMs } }) => ({ isDelivered, retryAfterMs }))
}

/** The cursor of an ordered endpoint passes what has arrived; then a replay that waited for it begins. */
function arrived({ mode, cursor, replayFrom }: Standing, ended: readonly Ended[]) {
  if (mode === 'PARALLEL') return { cursor, replayFrom }
  const through = Math.max(
    cursor,
    ...ended.flatMap(({ verdict, delivery }) => (verdict.isDelivered ? delivery.through : [])),
  )
  if (through > cursor && replayFrom !== null) return { cursor: replayFrom, replayFrom: null }
  return { cursor: through, replayFrom }
}
