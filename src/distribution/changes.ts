/** From what a channel says to the change of state that it means. */
import type { Channel, ChannelReport, SendOutcome } from '../channels/port.ts'
import type { StateChange } from '../deliveries/apply-change.ts'
import type { Leased } from '../deliveries/queue-queries.ts'

/**
 * Attempts of a delivery before it fails: with the waits below, for three days. A mail server that nobody mends over a
 * weekend must not turn its invoices into letters.
 */
export const ATTEMPTS_MAX = 17
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const WAITS_MS = [
  5_000,
  30_000,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
  8 * HOUR_MS,
]

/** The wait after the n-th attempt. @param attempts 1 after the first */
export function waitMs(attempts: number): number {
  return WAITS_MS[Math.min(attempts, WAITS_MS.length) - 1] ?? 0
}

/** How something was sent. */
export interface Sending {
  owner: string
  channel: Pick<Channel, 'repeatable'>
  at: Date
  /** An earlier attempt may have succeeded, so a failure of this one is not conclusive. */
  mayHaveLeft: boolean
}

/** @param leased with this attempt counted */
export function changeOf(leased: Leased, outcome: SendOutcome, sending: Sending): StateChange {
  const { clientId, deliveryId, invoiceId, attempts } = leased
  const { owner, channel, at, mayHaveLeft } = sending
  const key = { clientId, deliveryId, invoiceId, owner, attempt: attempts }
  const base = { ...key, outcome: outcome.kind as string, remoteId: null, nextAttemptAt: null }
  const later = (ms: number) => new Date(at.getTime() + ms)
  const another = attempts < ATTEMPTS_MAX
  switch (outcome.kind) {
    case 'sent':
      return { ...base, to: 'sent', remoteId: outcome.remoteId, code: null, reason: null }
    case 'refused':
      return { ...base, to: 'failed', code: outcome.code, reason: outcome.reason }
    case 'temporary': {
      const { code, reason, retryAfterMs = 0 } = outcome
      const nextAttemptAt = later(Math.max(retryAfterMs, waitMs(attempts)))
      // This attempt has not left, but one before may have: under the same batch it goes again, in another never.
      if (mayHaveLeft)
        return another
          ? { ...base, to: 'sending', code, reason, nextAttemptAt }
          : { ...base, to: 'unknown', code, reason }
      return another
        ? { ...base, to: 'pending', code, reason, nextAttemptAt }
        : { ...base, to: 'failed', code, reason: `${reason} Given up after ${attempts} attempts.` }
    }
    case 'unknown': {
      const { code, reason } = outcome
      // Where the receiver takes a shipment once, the same goes again; else a report or a person must tell.
      return channel.repeatable && another
        ? { ...base, to: 'sending', code, reason, nextAttemptAt: later(waitMs(attempts)) }
        : { ...base, to: 'unknown', code, reason }
    }
    default:
      return outcome satisfies never
  }
}

/** A letter that its case does not want any more, before it is begun. @param owner whose lease must still stand; null: nobody's */
export function cancellation(
  { clientId, deliveryId, invoiceId }: Pick<Leased, 'clientId' | 'deliveryId' | 'invoiceId'>,
  owner: string | null,
  { code, reason }: { code: string; reason: string },
): StateChange {
  const nothing = { attempt: null, remoteId: null, nextAttemptAt: null }
  return { clientId, deliveryId, invoiceId, owner, ...nothing, to: 'dropped', outcome: 'cancelled', code, reason }
}

/** @param owner of the delivery that the report names */
export function changeOfReport(
  report: ChannelReport,
  owner: Pick<Leased, 'clientId' | 'invoiceId' | 'deliveryId'>,
): StateChange {
  const to = { accepted: 'sent', delivered: 'delivered', failed: 'failed' } as const
  const { clientId, invoiceId, deliveryId } = owner
  return {
    ...{ clientId, invoiceId, deliveryId, owner: null, attempt: null, remoteId: null, nextAttemptAt: null },
    to: to[report.outcome],
    outcome: `report: ${report.outcome}`,
    code: report.code ?? null,
    reason:
      report.outcome === 'failed'
        ? (report.reason ?? 'The receiver’s system reported a failure without a reason.')
        : null,
  }
}
