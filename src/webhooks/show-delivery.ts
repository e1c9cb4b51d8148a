import { AppError } from '../platform/errors.ts'
import type { Answer } from '../platform/http/route.ts'
import { deliveryById } from './delivery-queries.ts'
import type { WebhookDeliveryId, WebhookId } from './endpoint.ts'
import { bodyOf } from './message.ts'
import { type OwnerCtx, requireEndpoint } from './on-endpoint.ts'
import { ownerOf } from './owner.ts'
import { presentDelivery } from './present.ts'
import { eventsOf } from './push/event-queries.ts'

/**
 * Shows a delivery with its attempts, and the body that each of them sends; null where its events are no longer kept.
 * @throws AppError NOT_FOUND
 */
export async function showDelivery(
  ctx: OwnerCtx,
  { webhookId, deliveryId }: { webhookId: WebhookId; deliveryId: WebhookDeliveryId },
): Promise<Answer> {
  const { pool } = ctx.platform
  const endpoint = await requireEndpoint(ctx, webhookId)
  const delivery = await deliveryById(pool, endpoint, deliveryId)
  if (delivery === undefined) throw new AppError('NOT_FOUND', `There is no delivery ${deliveryId} of this endpoint.`)
  const owner = ownerOf(ctx)
  const side = owner.partnerId === null ? 'client' : 'partner'
  const events = await eventsOf(pool, side, [{ ...owner, deliveryId, numbers: delivery.eventNumbers }])
  const isWhole = events.length === delivery.eventNumbers.length
  const sent: unknown = isWhole ? JSON.parse(String(bodyOf(owner, endpoint.mode, events, delivery.sequence))) : null
  return { body: { ...presentDelivery(delivery), sent } }
}
