/** A webhook endpoint: an address of a client or of a partner to which the events of a feed are sent. */
import type { ClientId, Flavour } from '@saatava/core/ids.ts'

export type WebhookId = Flavour<string, 'WebhookId'>
export type WebhookDeliveryId = Flavour<string, 'WebhookDeliveryId'>

/** PARALLEL: each event is sent and retried alone. ORDERED: one request at a time, and the next only after a 2xx. */
export const WEBHOOK_MODES = ['PARALLEL', 'ORDERED'] as const
export type WebhookMode = (typeof WEBHOOK_MODES)[number]

/** V1: HMAC-SHA256 alone. V1_V1A: an ed25519 signature beside it. */
export const WEBHOOK_SIGNATURES = ['V1', 'V1_V1A'] as const
export type WebhookSignatures = (typeof WEBHOOK_SIGNATURES)[number]

/** Why a failing endpoint was disabled. */
export const DISABLE_REASONS = ['GONE', 'RECEIVER_ASKED', 'NO_SUCCESS'] as const
export type DisableReason = (typeof DISABLE_REASONS)[number]

/** Endpoints of one client, or of one partner. */
export const ENDPOINTS_MAX = 20
/** After a rotation requests are signed with the previous secret too, for this long. */
export const PREVIOUS_SECRET_MS = 24 * 3_600_000
/** How long a delivery is kept after its end. */
export const DELIVERIES_KEPT_MS = 90 * 86_400_000

/** The owner of an endpoint. An endpoint of a partner is a row of client 0, and reads the feed of all its clients. */
export interface WebhookOwner {
  clientId: ClientId
  /** Null: it belongs to the client. */
  partnerId: number | null
}
