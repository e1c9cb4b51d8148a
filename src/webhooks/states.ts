/** The states of an endpoint and of a delivery, and every transition between them. */

/** DELETED: its deliveries are removed in the background, and then the row itself. */
export const WEBHOOK_STATES = ['ACTIVE', 'PAUSED', 'DISABLED', 'DELETED'] as const
export type WebhookState = (typeof WEBHOOK_STATES)[number]

export const WEBHOOK_TRANSITIONS: Record<WebhookState, readonly WebhookState[]> = {
  ACTIVE: ['PAUSED', 'DISABLED', 'DELETED'],
  PAUSED: ['ACTIVE', 'DELETED'],
  DISABLED: ['ACTIVE', 'DELETED'],
  DELETED: [],
}

/**
 * PENDING waits for its next attempt. SENDING is under way, or was when its process died. SKIPPED: somebody chose to go on
 * after it.
 */
export const WEBHOOK_DELIVERY_STATES = ['PENDING', 'SENDING', 'DELIVERED', 'FAILED', 'SKIPPED'] as const
export type WebhookDeliveryState = (typeof WEBHOOK_DELIVERY_STATES)[number]

/** A person may send anything again that has ended, also what arrived. */
export const WEBHOOK_DELIVERY_TRANSITIONS: Record<WebhookDeliveryState, readonly WebhookDeliveryState[]> = {
  PENDING: ['SENDING', 'SKIPPED'],
  SENDING: ['DELIVERED', 'PENDING', 'FAILED'],
  DELIVERED: ['PENDING'],
  FAILED: ['PENDING'],
  SKIPPED: ['PENDING'],
}
