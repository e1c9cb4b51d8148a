import { audit } from '../audit-entries/audit.ts'
import { placeBefore } from '../feed/place.ts'
import type { Queryable } from '../platform/database.ts'
import { AppError, invalid } from '../platform/errors.ts'
import { lastNumber, readPlace } from '../platform/http/feed.ts'
import type { Answer, Idempotency } from '../platform/http/route.ts'
import { hasOpen } from './delivery-queries.ts'
import type { WebhookId } from './endpoint.ts'
import { type OwnerCtx, onEndpoint, requireEndpoint } from './on-endpoint.ts'
import { feedOf } from './owner.ts'
import { presentEndpoint } from './present.ts'
import { type WebhookEndpoint, setPlace } from './queries.ts'
import type { WebhookReplay } from './schemas.ts'

/**
 * Sends events again from a time or a place of the feed on: the cursor goes back, and the worker hands them over with new
 * numbers. An ordered endpoint goes back when its open request has arrived.
 * Errors: 400 not one of time and cursor, or a cursor of another feed; 404; 422 the place is ahead of the endpoint.
 */
export function replay(
  ctx: OwnerCtx,
  { webhookId, replay: asked }: { webhookId: WebhookId; replay: WebhookReplay },
  idempotency?: Idempotency,
): Promise<Answer> {
  if ((asked.time === undefined) === (asked.cursor === undefined))
    throw invalid([{ pointer: '', code: 'REQUIRED', message: 'must hold either time or cursor' }])
  return onEndpoint(ctx, { webhookId, name: 'replay' }, idempotency, async (tx, endpoint) => {
    const at = ctx.platform.clock.now()
    const place = await placeOf(tx, endpoint, asked)
    if (place > endpoint.cursor)
      throw new AppError('RULE', 'The endpoint has not come to this place yet: its events are sent without a replay.')
    const waits = endpoint.mode === 'ORDERED' && (await hasOpen(tx, endpoint))
    const to = waits ? { cursor: endpoint.cursor, replayFrom: place } : { cursor: place, replayFrom: null }
    await setPlace(tx, endpoint, { ...to, at })
    const since = asked.time === undefined ? null : new Date(asked.time).toISOString()
    await audit(ctx, tx, endpoint.clientId, 'webhook.replayed', `webhook:${webhookId}`, { since })
    return { body: await presentEndpoint(ctx.platform, tx, { ...endpoint, ...to, updatedAt: at }) }
  })
}

/** Counts the events of the feed from a time or a place on: so many a replay goes through. @throws AppError NOT_FOUND */
export async function eventsSince(
  ctx: OwnerCtx,
  { webhookId, place }: { webhookId: WebhookId; place: WebhookReplay },
): Promise<number> {
  const { pool } = ctx.platform
  const endpoint = await requireEndpoint(ctx, webhookId)
  return (await lastNumber(pool, feedOf(endpoint))) - (await placeOf(pool, endpoint, place))
}

async function placeOf(db: Queryable, endpoint: WebhookEndpoint, { time, cursor }: WebhookReplay): Promise<number> {
  const feed = feedOf(endpoint)
  if (cursor !== undefined) return readPlace(feed, cursor)
  return Math.min(await placeBefore(db, feed, new Date(time ?? '')), endpoint.cursor)
}
