/**
 * Applies an outcome to the deliveries of one document, an invoice or a letter. Pure: the caller holds the invoice and the
 * delivery locked, and writes the deliveries that have changed.
 */
import type { ClientId, DeliveryId, InvoiceId } from '@saatava/core/ids.ts'
import type { ChannelName } from '@saatava/einvoice/model/channels.ts'
import { type DeliveryState, TRANSITIONS } from './states.ts'

/** A delivery, as far as outcomes change it or ask for it. */
export interface Delivery {
  deliveryId: DeliveryId
  channel: ChannelName
  rank: number
  state: DeliveryState
  attempts: number
  leaseOwner: string | null
  nextAttemptAt: Date | null
  remoteId: string | null
  /** Why its last attempt failed. */
  code: string | null
  reason: string | null
  sentAt: Date | null
  deliveredAt: Date | null
  updatedAt: Date
}

/** An outcome of a delivery: an attempt's, a report's, or a person's finding. */
export interface StateChange {
  clientId: ClientId
  deliveryId: DeliveryId
  invoiceId: InvoiceId
  to: DeliveryState
  /** Owner whose lease must still stand; null for changes from outside: reports, and people. */
  owner: string | null
  /** Number of the owner's attempt; null where there is no owner. */
  attempt: number | null
  /** The observed outcome: sent, refused, temporary, unknown, or a report's word. */
  outcome: string
  remoteId: string | null
  code: string | null
  reason: string | null
  nextAttemptAt: Date | null
}

/**
 * Returns the deliveries of the document after the change; those that stay as they were are the same objects. A failure
 * begins the fallback, also one that was dropped because the document had arrived: it has come back. A document that has
 * arrived, or is not wanted any more, needs no fallback.
 * @returns undefined where the change is not allowed: another change came first
 */
export function applyChange(
  deliveries: readonly Delivery[],
  change: StateChange,
  at: Date,
): readonly Delivery[] | undefined {
  const before = deliveries.find(({ deliveryId }) => deliveryId === change.deliveryId)
  if (before === undefined || !isAllowed(before, change)) return undefined
  const all = deliveries.map((one) => (one === before ? changed(before, change, at) : one))
  if (change.to === 'failed') return beginFallback(all, at)
  if (change.to === 'delivered' || change.to === 'dropped') return dropWaiting(all, at)
  return all
}

function isAllowed(delivery: Delivery, change: StateChange): boolean {
  if (!TRANSITIONS[delivery.state].includes(change.to)) return false
  // Only an attempt leaves a delivery in the state that it has.
  if (delivery.state === change.to && change.owner === null) return false
  return change.owner === null || isHeard(delivery, change)
}

/**
 * An owner that has lost its lease, because it was presumed dead, still reports its outcome as long as its attempt is the
 * last: the delivery has become `unknown`, or another worker has leased it and not begun it again. Once it has begun
 * again, the new attempt reports.
 */
function isHeard({ state, attempts, leaseOwner }: Delivery, { owner, attempt }: StateChange): boolean {
  return leaseOwner === owner || ((state === 'sending' || state === 'unknown') && attempts === attempt)
}

function changed(delivery: Delivery, change: StateChange, at: Date): Delivery {
  const { to, attempt, remoteId, code, reason, nextAttemptAt } = change
  const hasLeft = to === 'sent' || to === 'delivered'
  return {
    ...delivery,
    state: to,
    attempts: attempt ?? delivery.attempts,
    leaseOwner: null,
    nextAttemptAt,
    remoteId: remoteId ?? delivery.remoteId,
    code,
    reason,
    sentAt: hasLeft ? (delivery.sentAt ?? at) : delivery.sentAt,
    deliveredAt: to === 'delivered' ? at : delivery.deliveredAt,
    updatedAt: at,
  }
}

function beginFallback(deliveries: readonly Delivery[], at: Date): Delivery[] {
  const next = deliveries.filter(({ state }) => state === 'waiting' || state === 'dropped')
  const rank = Math.min(...next.map((one) => one.rank))
  return deliveries.map((one) =>
    next.includes(one) && one.rank === rank ? { ...one, state: 'pending', nextAttemptAt: at, updatedAt: at } : one,
  )
}

function dropWaiting(deliveries: readonly Delivery[], at: Date): Delivery[] {
  return deliveries.map((one) =>
    one.state === 'waiting' ? { ...one, state: 'dropped', nextAttemptAt: null, updatedAt: at } : one,
  )
}
