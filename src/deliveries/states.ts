/**
 * The life of a delivery: it brings one invoice to its receiver by one channel.
 *
 *   waiting ──▶ pending ──▶ sending ──▶ sent ──▶ delivered
 *    │  ▲         ▲           │ │        └────▶ failed ◀── (a bounce, a refusal that came later, a letter brought back)
 *    │  │         └───────────┘ ├─────────────▶ failed        (refused, or tried too often)
 *    ▼  │        has not left   └──▶ unknown ─▶ sent, delivered, failed, pending   (by a report or a person)
 *   dropped
 *
 * `waiting` is a fallback, begun when the delivery before has failed; it is `dropped` when the invoice has arrived, and
 * begun after all when the arrived document comes back. A letter that was not begun yet is dropped when its case does not
 * want it any more. `sending` is written before anything leaves. An attempt that is to be repeated leaves a delivery in
 * `pending`, or in `sending` where it may have left. A delivery that was in `sending` when its worker died goes out again,
 * unchanged, on channels that take a shipment once; on others it is `unknown`. When a delivery has failed for good and
 * none waits, the invoice has reached nobody.
 *
 * `failed` is the end of a delivery. A person who has corrected the cause begins another delivery (retry): the
 * other side knows the failed one by its id, and would take it for the same.
 */
export const DELIVERY_STATES = [
  'waiting',
  'pending',
  'sending',
  'unknown',
  'sent',
  'delivered',
  'failed',
  'dropped',
] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

export const TRANSITIONS: Record<DeliveryState, readonly DeliveryState[]> = {
  waiting: ['pending', 'dropped'],
  pending: ['pending', 'sending', 'failed', 'dropped'],
  sending: ['sending', 'sent', 'delivered', 'pending', 'failed', 'unknown'],
  unknown: ['sent', 'delivered', 'pending', 'failed'],
  sent: ['delivered', 'failed'],
  delivered: ['failed'],
  failed: [],
  dropped: ['pending'],
}
