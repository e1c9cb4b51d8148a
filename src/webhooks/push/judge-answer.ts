/** Decides what the answer of a receiver means, by Standard Webhooks 1.0.0. */
import { retryAfterMs } from '@saatava/core/retry-after.ts'
import type { FetchRefusal } from '../../platform/safe-fetch/refused.ts'
import type { DisableReason } from '../endpoint.ts'

/** How an attempt ended: with an answer, or without one. */
export type Sent =
  | { kind: 'answered'; status: number; retryAfter: string | undefined; wish: string | undefined; text: string | null }
  | { kind: 'unanswered'; code: FetchRefusal; message: string }

export interface Verdict {
  isDelivered: boolean
  /** The receiver wants nothing more. */
  disable: DisableReason | null
  /** It asks to be left alone for so long. */
  retryAfterMs: number | null
  /** A code for people and programs; null: it arrived. */
  error: string | null
}

const GONE = 410
const RETRY_AFTER_MS_MAX = 24 * 3_600_000

export function judgeAnswer(sent: Sent, now: Date): Verdict {
  if (sent.kind === 'unanswered') return { isDelivered: false, disable: null, retryAfterMs: null, error: sent.code }
  const { status, retryAfter, wish } = sent
  const isDelivered = status >= 200 && status < 300
  const asked = wish?.trim().toLowerCase() === 'disable'
  return {
    isDelivered,
    disable: status === GONE ? 'GONE' : asked ? 'RECEIVER_ASKED' : null,
    retryAfterMs: isDelivered ? null : retryAfterMs(retryAfter, now, RETRY_AFTER_MS_MAX) || null,
    error: isDelivered ? null : errorOf(status),
  }
}

function errorOf(status: number): string {
  if (status === GONE) return 'GONE'
  // A redirect is not followed: the address that was checked is the address that is reached.
  return status >= 300 && status < 400 ? 'REDIRECTED' : 'HTTP_STATUS'
}
