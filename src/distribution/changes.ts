/** From what a channel says to the change of state that it means. */
import type { Channel, ChannelReport, SendOutcome } from '../channels/port.ts'
import type { StateChange } from './outcome-queries.ts'
import type { Claimed } from './queue-queries.ts'

/** How often a delivery is tried before its way is given up: with the waits below, about two days. */
export const ATTEMPTS_MAX = 12
const WAITS_MS = [5_000, 30_000, 120_000, 600_000, 1_800_000, 3_600_000, 7_200_000, 14_400_000, 28_800_000]

/** The wait after the n-th attempt. @param attempts 1 after the first */
export function waitMs(attempts: number): number {
  return WAITS_MS[Math.min(attempts, WAITS_MS.length) - 1] ?? 0
}

type Change = StateChange & { invoiceId: string }

/** @param attempts made, this one included */
export function changeOf(
  claimed: Claimed,
  attempts: number,
  outcome: SendOutcome,
  channel: Pick<Channel, 'repeatable'>,
  at: Date,
): Change {
  const { clientId, deliveryId, invoiceId } = claimed
  const base = { clientId, deliveryId, invoiceId, outcome: outcome.kind as string, remoteId: null, nextAttemptAt: null }
  const later = (ms: number) => new Date(at.getTime() + ms)
  switch (outcome.kind) {
    case 'sent':
      return { ...base, to: 'sent', remoteId: outcome.remoteId, code: null, reason: null }
    case 'refused':
      return { ...base, to: 'failed', code: outcome.code, reason: outcome.reason }
    case 'temporary': {
      const { code, reason } = outcome
      if (attempts >= ATTEMPTS_MAX)
        return { ...base, to: 'failed', code, reason: `${reason} Given up after ${attempts} attempts.` }
      return {
        ...base,
        to: 'pending',
        code,
        reason,
        nextAttemptAt: later(Math.max(outcome.retryAfterMs ?? 0, waitMs(attempts))),
      }
    }
    case 'unknown': {
      const { code, reason } = outcome
      // Where the receiver takes a shipment once, the same goes again; else a report or a person must tell.
      const again = channel.repeatable && attempts < ATTEMPTS_MAX
      return {
        ...base,
        to: again ? 'sending' : 'unknown',
        code,
        reason,
        nextAttemptAt: again ? later(waitMs(attempts)) : null,
      }
    }
    default:
      return outcome satisfies never
  }
}

/** @param invoiceId of the delivery that the report names */
export function changeOfReport(report: ChannelReport, claimed: Pick<Claimed, 'clientId' | 'invoiceId'>): Change {
  const to = { accepted: 'sent', delivered: 'delivered', failed: 'failed' } as const
  return {
    ...claimed,
    deliveryId: report.deliveryId,
    to: to[report.outcome],
    outcome: `report: ${report.outcome}`,
    remoteId: null,
    code: report.code ?? null,
    reason:
      report.outcome === 'failed'
        ? (report.reason ?? 'The receiver’s side reported a failure without a reason.')
        : null,
    nextAttemptAt: null,
  }
}
