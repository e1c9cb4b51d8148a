import type { ClientCtx, PartnerCtx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import type { Answer, Idempotency } from '../platform/http/route.ts'
import { idempotently } from '../platform/idempotency.ts'
import type { WebhookId } from './endpoint.ts'
import { ownerOf } from './owner.ts'
import { type WebhookEndpoint, endpointOf, lockEndpoint } from './queries.ts'

/** The caller: a client, or a partner with its endpoints for all its clients. */
export type OwnerCtx = ClientCtx | PartnerCtx

/** Reads an endpoint of the caller. @throws AppError NOT_FOUND */
export async function requireEndpoint(ctx: OwnerCtx, webhookId: WebhookId): Promise<WebhookEndpoint> {
  const found = await endpointOf(ctx.platform.pool, ownerOf(ctx), webhookId)
  if (found === undefined) throw noEndpoint(webhookId)
  return found
}

interface Act {
  webhookId: WebhookId
  /** Names the act, for Idempotency-Key: "rotate". */
  name: string
  /** Its answer holds a secret. */
  secret?: boolean
}

/** Runs an act on a locked endpoint of the caller, once per Idempotency-Key. @throws AppError NOT_FOUND */
export function onEndpoint(
  ctx: OwnerCtx,
  { webhookId, name, secret = false }: Act,
  idempotency: Idempotency | undefined,
  work: (tx: Tx, endpoint: WebhookEndpoint) => Promise<Answer>,
): Promise<Answer> {
  const owner = ownerOf(ctx)
  const scope = { clientId: owner.clientId, scope: `webhook ${name} ${owner.partnerId ?? ''} ${webhookId}`, secret }
  return idempotently(ctx, scope, idempotency, async (tx) => {
    const endpoint = await lockEndpoint(tx, owner, webhookId)
    if (endpoint === undefined) throw noEndpoint(webhookId)
    return work(tx, endpoint)
  })
}

function noEndpoint(webhookId: WebhookId): AppError {
  return new AppError('NOT_FOUND', `There is no webhook endpoint ${webhookId}.`)
}
