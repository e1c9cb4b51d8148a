/** Acts of a test on webhook endpoints, as a client or a partner does them. */
import assert from 'node:assert/strict'
import type { Reply, TestService } from '../service.ts'

export const WEBHOOKS = '/api/v1/partner/webhooks'

export interface Webhook {
  webhookId: string
  secret: string
  publicKey: string | null
  state: string
  disabledReason: string | null
  cursor: string
  sequence: number
  eventsAhead: number
  pending: number
  failed: number
  failures: number
  failingSince: string | null
  heldUntil: string | null
}

export interface WebhookDelivery {
  deliveryId: string
  messageId: string
  type: string | null
  sequence: number
  events: number
  state: string
  attempts: number
  nextAttemptAt: string | null
  tries: { at: string; ms: number; status: number | null; error: string | null; answer: string | null }[]
}

export function webhooksOf(api: TestService, token: string) {
  const call = async <T>(method: string, path = '', body?: unknown): Promise<T> => {
    const reply: Reply<T> = await api.call<T>(method, `${WEBHOOKS}${path}`, { token, body })
    assert.ok([200, 204].includes(reply.status), `${method} ${path}: ${reply.text}`)
    return reply.body
  }
  return {
    create: (body: { url: string } & Record<string, unknown>) => call<Webhook>('POST', '', body),
    show: (id: string) => call<Webhook>('GET', `/${id}`),
    list: async () => (await call<{ webhooks: Webhook[] }>('GET')).webhooks,
    act: (id: string, act: string, body?: unknown) => call<Webhook>('POST', `/${id}/${act}`, body),
    deliveries: async (id: string, query = '') =>
      (await call<{ deliveries: WebhookDelivery[] }>('GET', `/${id}/deliveries${query}`)).deliveries,
    call,
  }
}

let changes = 0

/** Makes as many events of a client as asked for, each in a separate request. */
export async function makeEvents(api: TestService, token: string, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const body = { language: ++changes % 2 === 0 ? 'en' : 'fi' }
    const reply = await api.call('PUT', '/api/v1/partner/client/settings', { token, body })
    assert.equal(reply.status, 200, reply.text)
  }
}
