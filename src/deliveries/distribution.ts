/** Sums up the deliveries of a document. Pure. */
import type { Delivery } from './apply-change.ts'
import type { DeliveryState } from './states.ts'

/** How the distribution of an invoice stands: what its record shows. */
export interface Distribution {
  outcome: 'DELIVERED' | 'SENT' | 'PENDING' | 'FAILED'
  /** The channel that has come furthest. */
  method: string
  sentAt: Date | null
  deliveredAt: Date | null
  /** The latest failure; null where the invoice has left. */
  reason: string | null
}

/** The furthest state first; states of one number are equally far. */
const FURTHEST: Record<DeliveryState, number> = {
  ...{ delivered: 0, sent: 1, sending: 2, unknown: 2, pending: 3 },
  ...{ waiting: 4, failed: 4, dropped: 4 },
}
const OUTCOMES = ['DELIVERED', 'SENT', 'PENDING', 'PENDING', 'FAILED'] as const

/** Returns how an invoice's distribution stands: arrived by any channel, else sent by any, else still on the way, else failed. */
export function distributionOf(deliveries: readonly Delivery[]): Distribution {
  const [furthest] = deliveries.toSorted((a, b) => FURTHEST[a.state] - FURTHEST[b.state] || a.rank - b.rank)
  if (furthest === undefined) throw new Error('an invoice without deliveries has no distribution')
  const outcome = OUTCOMES[FURTHEST[furthest.state]] ?? 'FAILED'
  const hasLeft = outcome === 'DELIVERED' || outcome === 'SENT'
  const sent = deliveries.filter(({ state }) => state === 'sent' || state === 'delivered')
  const delivered = deliveries.filter(({ state }) => state === 'delivered')
  return {
    outcome,
    method: furthest.channel,
    sentAt: earliest(sent.map(({ sentAt }) => sentAt)),
    deliveredAt: earliest(delivered.map(({ deliveredAt }) => deliveredAt)),
    reason: hasLeft ? null : latestReason(deliveries),
  }
}

/** Whether a document has no delivery left, and, if so, whether it had left by one at least. */
export function undelivered(deliveries: readonly Delivery[]): { left: boolean } | undefined {
  if (!deliveries.every(({ state }) => state === 'failed' || state === 'dropped')) return undefined
  return { left: deliveries.some(({ sentAt }) => sentAt !== null) }
}

function earliest(times: readonly (Date | null)[]): Date | null {
  const known = times.filter((time) => time !== null)
  return known.length === 0 ? null : new Date(Math.min(...known.map((time) => time.getTime())))
}

function latestReason(deliveries: readonly Delivery[]): string | null {
  const [latest] = deliveries
    .filter(({ reason }) => reason !== null)
    .toSorted((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime() || b.rank - a.rank)
  return latest?.reason ?? null
}
