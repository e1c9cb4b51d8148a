import { UUID } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'
import { LIST_LIMIT_DEFAULT, nextPage, placeIn } from '../platform/http/list.ts'
import type { Answer } from '../platform/http/route.ts'
import { numberOfEvent } from '../feed/place.ts'
import { type DeliveryFilter, pageOfDeliveries } from './delivery-queries.ts'
import type { WebhookId } from './endpoint.ts'
import { type OwnerCtx, requireEndpoint } from './on-endpoint.ts'
import { feedOf } from './owner.ts'
import { presentDelivery } from './present.ts'
import type { WebhookEndpoint } from './queries.ts'
import type { WebhookDeliveriesQuery, WebhookResend } from './schemas.ts'

/** No event has it: nothing matches an event that is not of this feed. */
const NO_EVENT = 0

/** Lists deliveries with their attempts, the newest first. Errors: 400 a cursor of other filters; 404. */
export async function listDeliveries(
  ctx: OwnerCtx,
  { webhookId, query }: { webhookId: WebhookId; query: WebhookDeliveriesQuery },
): Promise<Answer> {
  const endpoint = await requireEndpoint(ctx, webhookId)
  const { pool } = ctx.platform
  const [before = null] = query.cursor === undefined ? [] : placeIn(query.cursor, query, UUID)
  const limit = query.limit ?? LIST_LIMIT_DEFAULT
  const filter = await filterOf(pool, endpoint, query)
  const rows = await pageOfDeliveries(pool, endpoint, filter, { before, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1)?.deliveryId : undefined
  const path = `/api/v1/partner/webhooks/${webhookId}/deliveries`
  return {
    body: { deliveries: shown.map(presentDelivery) },
    ...(last === undefined ? {} : { headers: { link: nextPage(path, query, [last]) } }),
  }
}

export async function filterOf(
  db: Queryable,
  endpoint: WebhookEndpoint,
  { state, type, eventId, createdSince, createdBefore }: WebhookResend,
): Promise<DeliveryFilter> {
  const moment = (text: string | undefined) => (text === undefined ? null : new Date(text))
  const eventNumber = eventId === undefined ? null : ((await numberOfEvent(db, feedOf(endpoint), eventId)) ?? NO_EVENT)
  return {
    ...{ state: state ?? null, type: type ?? null, eventNumber },
    ...{ createdSince: moment(createdSince), createdBefore: moment(createdBefore) },
  }
}
