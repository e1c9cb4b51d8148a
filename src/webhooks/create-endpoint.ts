import { audit } from '../audit-entries/audit.ts'
import { words } from '../audit-entries/words.ts'
import type { Tx } from '../platform/database.ts'
import { AppError, invalid } from '../platform/errors.ts'
import { checkPlace, lastNumber, readPlace } from '../platform/http/feed.ts'
import type { Answer, Idempotency } from '../platform/http/route.ts'
import { idempotently } from '../platform/idempotency.ts'
import { newId } from '../platform/new-id.ts'
import { faultsOfEndpoint } from './check-endpoint.ts'
import { ENDPOINTS_MAX } from './endpoint.ts'
import type { WebhookNetwork } from './network.ts'
import type { OwnerCtx } from './on-endpoint.ts'
import { feedOf, ownerOf } from './owner.ts'
import { presentEndpoint } from './present.ts'
import { type NewEndpoint, countEndpoints, endpointOf, insertEndpoint } from './queries.ts'
import type { NewWebhook } from './schemas.ts'
import { newKeys, sealKeys } from './signing/keys.ts'

/**
 * Sets up a webhook endpoint: a cursor over the feed, from now or from a place that the caller has come to.
 * Errors: 400 an address that is not reached, an unknown type, a cursor of another feed; 422 the owner has 20 endpoints.
 */
export async function createEndpoint(
  ctx: OwnerCtx,
  input: NewWebhook,
  network: WebhookNetwork,
  idempotency?: Idempotency,
): Promise<Answer> {
  const owner = ownerOf(ctx)
  const faults = await faultsOfEndpoint(owner, input, network)
  if (faults.length > 0) throw invalid(faults)
  const cursor = await placeOf(ctx, input)
  const scope = { clientId: owner.clientId, scope: `POST /webhooks ${owner.partnerId ?? ''}`, secret: true }
  const answer = await idempotently(ctx, scope, idempotency, (tx) => store(ctx, tx, input, cursor))
  return { ...answer, headers: { ...answer.headers, 'cache-control': 'no-store' } }
}

async function store(ctx: OwnerCtx, tx: Tx, input: NewWebhook, cursor: number): Promise<Answer> {
  const { secrets, clock } = ctx.platform
  const owner = ownerOf(ctx)
  if ((await countEndpoints(tx, owner)) >= ENDPOINTS_MAX)
    throw new AppError('RULE', `There are ${ENDPOINTS_MAX} webhook endpoints, the most there can be: delete one first.`)
  const webhookId = newId()
  const keys = newKeys()
  const endpoint: NewEndpoint = {
    ...{ ...owner, webhookId, url: input.url, cursor, createdAt: clock.now() },
    ...{ description: input.description ?? null, contactEmail: input.contactEmail ?? null, types: input.types ?? null },
    ...{ mode: input.mode ?? 'PARALLEL', signatures: input.signatures ?? 'V1' },
    keys: sealKeys(secrets, owner.clientId, webhookId, keys),
  }
  await insertEndpoint(tx, endpoint)
  const { url, types, mode, signatures, contactEmail } = endpoint
  await audit(ctx, tx, owner.clientId, 'webhook.created', `webhook:${webhookId}`, {
    ...{ url: words(url), types, mode, signatures, contact: words(contactEmail) },
  })
  const stored = await endpointOf(tx, owner, webhookId)
  if (stored === undefined) throw new Error('an endpoint that was stored is not there')
  return { body: { ...(await presentEndpoint(ctx.platform, tx, stored)), secret: keys.secret } }
}

/** The place in the feed after which the endpoint begins. */
async function placeOf(ctx: OwnerCtx, { cursor }: NewWebhook): Promise<number> {
  const feed = feedOf(ownerOf(ctx))
  if (cursor === undefined) return lastNumber(ctx.platform.pool, feed)
  const place = readPlace(feed, cursor)
  await checkPlace(ctx.platform.pool, feed, place, cursor)
  return place
}
