import { audit } from '../audit-entries/audit.ts'
import { AppError } from '../platform/errors.ts'
import type { Answer, Idempotency } from '../platform/http/route.ts'
import { sendAgain, wakeEndpoint } from './delivery-queries.ts'
import type { WebhookDeliveryId, WebhookId } from './endpoint.ts'
import { type OwnerCtx, onEndpoint } from './on-endpoint.ts'
import { presentDelivery } from './present.ts'

/**
 * Sends one delivery again, also one that arrived: the same body under the same webhook-id.
 * Errors: 404; 422 it has not ended yet.
 */
export function resendDelivery(
  ctx: OwnerCtx,
  { webhookId, deliveryId }: { webhookId: WebhookId; deliveryId: WebhookDeliveryId },
  idempotency?: Idempotency,
): Promise<Answer> {
  return onEndpoint(ctx, { webhookId, name: `resend ${deliveryId}` }, idempotency, async (tx, endpoint) => {
    const at = ctx.platform.clock.now()
    const again = await sendAgain(tx, endpoint, deliveryId, at)
    if (again === undefined)
      throw new AppError('RULE', `There is no delivery ${deliveryId} of this endpoint that has ended.`)
    await wakeEndpoint(tx, endpoint, at)
    await audit(ctx, tx, endpoint.clientId, 'webhook.resent', `webhook:${webhookId}`, { deliveries: 1 })
    return { body: presentDelivery(again) }
  })
}
