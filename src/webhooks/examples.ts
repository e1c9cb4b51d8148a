/** Examples of the webhook endpoints, for the description of the API. */
const ID = '019a4c3e-0000-7000-8000-000000000051'
const URL_EXAMPLE = 'https://receiver.example.com/saatava'

export const NEW_WEBHOOK_EXAMPLE = {
  url: URL_EXAMPLE,
  description: 'our ledger',
  types: ['invoice', 'settlement'],
  mode: 'ORDERED',
}
export const CHANGE_EXAMPLE = { url: URL_EXAMPLE, description: 'our ledger', types: ['invoice'] }
export const TEST_EXAMPLE = { type: 'invoice.accepted' }
export const RESUME_EXAMPLE = { from: 'STOPPED' }
export const REPLAY_EXAMPLE = { time: '2026-02-01T00:00:00Z' }
export const RESEND_EXAMPLE = { state: 'FAILED', createdSince: '2026-02-01T00:00:00Z' }

export const WEBHOOK_EXAMPLE = {
  ...{ webhookId: ID, url: URL_EXAMPLE, description: 'our ledger', types: ['invoice', 'settlement'], mode: 'ORDERED' },
  ...{ signatures: 'V1', publicKey: null, contactEmail: null, state: 'ACTIVE', disabledReason: null },
  ...{ cursor: 'ZXZlbnRzIDEwMDAwMSA0Nw', sequence: 12, eventsAhead: 0, pending: 0, failed: 0, failures: 0 },
  ...{ failingSince: null, lastSuccessAt: '2026-02-25T09:30:00.000Z', lastFailureAt: null, heldUntil: null },
  previousSecretUntil: null,
  ...{ createdAt: '2026-02-25T09:00:00.000Z', updatedAt: '2026-02-25T09:00:00.000Z' },
}
export const WEBHOOKS_EXAMPLE = { webhooks: [WEBHOOK_EXAMPLE] }
export const DELETED_EXAMPLE = { webhookId: ID }
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo='
export const CREATED_EXAMPLE = { ...WEBHOOK_EXAMPLE, secret: SECRET }
export const SECRET_EXAMPLE = { webhookId: ID, secret: SECRET, publicKey: null, previousSecretUntil: null }

export const DELIVERY_EXAMPLE = {
  ...{ deliveryId: '019a4c3e-0000-7000-8000-000000000052', messageId: '019a4c3e-0000-7000-8000-000000000003' },
  ...{ type: 'invoice.delivery.sent', sequence: 12, events: 1, state: 'DELIVERED', attempts: 1, nextAttemptAt: null },
  tries: [{ at: '2026-02-25T09:30:00.000Z', ms: 48, status: 204, error: null, answer: '' }],
  ...{ createdAt: '2026-02-25T09:29:59.900Z', endedAt: '2026-02-25T09:30:00.000Z' },
}
export const DELIVERIES_EXAMPLE = { deliveries: [DELIVERY_EXAMPLE] }
export const RESENT_EXAMPLE = { deliveries: 17, hasMore: false }

export const TESTED_EXAMPLE = {
  ...{ isDelivered: true, status: 204, ms: 48, error: null, detail: null },
  sent: {
    ...{ eventId: '019a4c3e-0000-7000-8000-000000000053', at: '2026-02-25T09:30:00.000Z', type: 'invoice.accepted' },
    ...{
      subject: 'invoice:<invoiceId>',
      data: { invoiceNumber: 1, reasons: [] },
      timestamp: '2026-02-25T09:30:00.000Z',
    },
    ...{ cursor: 'ZXZlbnRzIDEwMDAwMSA0Nw', sequence: 12, test: true },
  },
}
