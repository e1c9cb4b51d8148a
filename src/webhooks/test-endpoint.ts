import { audit } from '../audit-entries/audit.ts'
import { isEventName } from '../events/catalogue.ts'
import { eventExample } from '../events/example.ts'
import { newId } from '../platform/new-id.ts'
import { withTransaction } from '../platform/database.ts'
import { invalid } from '../platform/errors.ts'
import type { Answer } from '../platform/http/route.ts'
import type { WebhookId } from './endpoint.ts'
import { itemOf } from './message.ts'
import type { WebhookNetwork } from './network.ts'
import { type OwnerCtx, requireEndpoint } from './on-endpoint.ts'
import { ownerOf } from './owner.ts'
import { judgeAnswer } from './push/judge-answer.ts'
import { send } from './push/send.ts'
import type { WebhookTest } from './schemas.ts'
import { openKeys } from './signing/keys.ts'

const TYPE_DEFAULT = 'invoice.accepted'

/**
 * Sends an example of an event, marked as a test, and waits for the answer. It says how the receiver answered, and never
 * what: nobody reads addresses by it. The endpoint's place and health stay.
 * Errors: 400 an unknown type; 404.
 */
export async function testEndpoint(
  ctx: OwnerCtx,
  { webhookId, test: { type = TYPE_DEFAULT } }: { webhookId: WebhookId; test: WebhookTest },
  network: WebhookNetwork,
): Promise<Answer> {
  if (!isEventName(type))
    throw invalid([{ pointer: '/type', code: 'UNKNOWN_EVENT_TYPE', message: 'is no type of an event', received: type }])
  const { clock, pool, secrets } = ctx.platform
  const endpoint = await requireEndpoint(ctx, webhookId)
  const { clientId, url, mode, signatures, cursor, sequence } = endpoint
  // It is written down before anything leaves.
  await withTransaction(pool, (tx) => audit(ctx, tx, clientId, 'webhook.tested', `webhook:${webhookId}`, { type }))
  const example = { ...eventExample(type), eventId: newId(), at: clock.now() }
  // An event of a partner’s feed has its client; the example has one that no client has.
  const event = { ...example, clientId: ownerOf(ctx).clientId, number: cursor }
  const item = { ...itemOf(ownerOf(ctx), event, sequence), test: true }
  const timestamp = event.at.toISOString()
  const body = mode === 'ORDERED' ? { type: 'events', timestamp, events: [item], test: true } : item
  const message = { id: event.eventId, body: Buffer.from(JSON.stringify(body)) }
  const keys = [openKeys(secrets, clientId, webhookId, endpoint.keys)]
  const { sent, ms } = await send({ url, message, keys, signatures, at: clock.real() }, network)
  const { isDelivered, error } = judgeAnswer(sent, clock.now())
  return {
    body: {
      ...{ isDelivered, status: sent.kind === 'answered' ? sent.status : null, ms, error },
      detail: isDelivered ? null : detailOf(sent),
      sent: body,
    },
  }
}

function detailOf(sent: Parameters<typeof judgeAnswer>[0]): string {
  return sent.kind === 'unanswered' ? sent.message : `The receiver answered with status ${sent.status}, not with 2xx.`
}
