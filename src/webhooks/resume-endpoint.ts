import { audit } from '../audit-entries/audit.ts'
import { emit } from '../events/emit.ts'
import { placeBefore } from '../feed/place.ts'
import type { Tx } from '../platform/database.ts'
import { invalid } from '../platform/errors.ts'
import { lastNumber } from '../platform/http/feed.ts'
import type { Answer, Idempotency } from '../platform/http/route.ts'
import { hasOpen, makeDue, reviveFailed, skipPending } from './delivery-queries.ts'
import type { WebhookId } from './endpoint.ts'
import { type OwnerCtx, onEndpoint } from './on-endpoint.ts'
import { feedOf, ownerOf } from './owner.ts'
import { presentEndpoint } from './present.ts'
import { type WebhookEndpoint, activate, endpointOf } from './queries.ts'
import type { WebhookResume } from './schemas.ts'

interface Input {
  webhookId: WebhookId
  resume: WebhookResume
}

/**
 * Makes an endpoint active that was paused or disabled, or that rests because it failed. Nothing is lost: it goes on from
 * where it stopped, unless the caller wants another place.
 * Errors: 400 TIME without a time; 404.
 */
export function resumeEndpoint(
  ctx: OwnerCtx,
  { webhookId, resume: { from = 'STOPPED', time } }: Input,
  idempotency?: Idempotency,
): Promise<Answer> {
  if ((from === 'TIME') !== (time !== undefined))
    throw invalid([{ pointer: '/time', code: 'REQUIRED', message: 'goes with "from": "TIME", and with it alone' }])
  return onEndpoint(ctx, { webhookId, name: 'resume' }, idempotency, async (tx, endpoint) => {
    const at = ctx.platform.clock.now()
    if (from === 'STOPPED') {
      if (endpoint.failingSince !== null) await reviveFailed(tx, endpoint, endpoint.failingSince, at)
      await makeDue(tx, endpoint, at)
    } else await skipPending(tx, endpoint, at)
    await activate(tx, endpoint, { ...(await placeOf(tx, endpoint, from, time)), at })
    await note(ctx, tx, endpoint, from, time)
    const now = (await endpointOf(tx, ownerOf(ctx), webhookId)) ?? endpoint
    return { body: await presentEndpoint(ctx.platform, tx, now) }
  })
}

async function placeOf(tx: Tx, endpoint: WebhookEndpoint, from: NonNullable<WebhookResume['from']>, time?: string) {
  const { cursor, replayFrom } = endpoint
  if (from === 'STOPPED') return { cursor, replayFrom }
  const feed = feedOf(endpoint)
  const place = time === undefined ? await lastNumber(tx, feed) : await placeBefore(tx, feed, new Date(time))
  // A request that is under way would move the cursor on when it arrives.
  const waits = endpoint.mode === 'ORDERED' && (await hasOpen(tx, endpoint))
  return waits ? { cursor, replayFrom: place } : { cursor: place, replayFrom: null }
}

async function note(ctx: OwnerCtx, tx: Tx, endpoint: WebhookEndpoint, from: string, time?: string): Promise<void> {
  const { clientId, webhookId, state: was } = endpoint
  const since = time === undefined ? null : new Date(time).toISOString()
  await audit(ctx, tx, clientId, 'webhook.resumed', `webhook:${webhookId}`, { was, from, since })
  if (was === 'DISABLED') await emit(ctx, tx, clientId, 'webhook.enabled', `webhook:${webhookId}`, { from })
}
