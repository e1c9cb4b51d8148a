/** Webhook endpoints of all clients and partners, with their health, for people of the agency. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Static } from 'typebox'
import { type Ctx, clientCtx } from '../platform/context.ts'
import type { Queryable } from '../platform/database.ts'
import { AppError, invalid } from '../platform/errors.ts'
import { lastNumber } from '../platform/http/feed.ts'
import { orNull } from '../platform/http/schema.ts'
import { stored } from '../platform/stored.ts'
import { type EndpointCounts, countsOf } from './delivery-queries.ts'
import type { WebhookId } from './endpoint.ts'
import {
  type EndpointHealth,
  type EndpointWithOwner,
  type ShownEndpoints,
  healthOf,
  endpointWithOwner,
  pageOfEndpoints,
} from './browse-queries.ts'
import type { OwnerCtx } from './on-endpoint.ts'
import { feedOf } from './owner.ts'
import { StoredTries } from './schemas.ts'

const readLast = stored(orNull(StoredTries.items), 'webhook_delivery.tries')

export type WebhookTry = Static<typeof StoredTries.items>

export interface BrowsedEndpoint
  extends Omit<EndpointWithOwner, 'keys' | 'previousKeys'>,
    Omit<EndpointHealth, 'lastFailure'>,
    EndpointCounts {
  /** Events of the feed after its place. */
  eventsAhead: number
  lastFailure: WebhookTry | null
}

interface Asked {
  /** Without it the endpoints of all clients and partners. */
  clientId?: ClientId | undefined
  show?: ShownEndpoints | undefined
  limit: number
  after?: string | undefined
}

/** Lists endpoints in the order of their clients; those of partners come first. Errors: 400 a cursor of another list. */
export async function browseEndpoints(
  ctx: Ctx,
  { clientId, show, limit, after }: Asked,
): Promise<{ rows: BrowsedEndpoint[]; next: string | undefined }> {
  const { pool } = ctx.platform
  const page = { clientId: clientId ?? null, show: show ?? null, after: placeIn(after), limit: limit + 1 }
  const found = await pageOfEndpoints(pool, page)
  const shown = found.slice(0, limit)
  const rows: BrowsedEndpoint[] = []
  for (const endpoint of shown) rows.push(await browsed(pool, endpoint))
  const last = found.length > limit ? shown.at(-1) : undefined
  return { rows, next: last && `${last.clientId}.${last.webhookId}` }
}

/** An endpoint, whoever owns it, with its health. @throws AppError NOT_FOUND */
export async function browseEndpoint(
  ctx: Ctx,
  asked: { clientId?: ClientId | undefined; webhookId: WebhookId },
): Promise<BrowsedEndpoint> {
  return browsed(ctx.platform.pool, await found(ctx, asked))
}

/**
 * The context of the owner of an endpoint, for the verbs about it: a person of the agency acts for any owner, and one of a
 * client for this client alone. @throws AppError NOT_FOUND
 */
export async function ownerCtx(
  ctx: Ctx,
  asked: { clientId?: ClientId | undefined; webhookId: WebhookId },
): Promise<OwnerCtx> {
  const { clientId, partnerId, partnerCode } = await found(ctx, asked)
  if (partnerId === null) return clientCtx(ctx, clientId)
  return { ...ctx, partnerId, partnerCode: partnerCode ?? '' }
}

async function found(
  ctx: Ctx,
  { clientId, webhookId }: { clientId?: ClientId | undefined; webhookId: WebhookId },
): Promise<EndpointWithOwner> {
  const endpoint = await endpointWithOwner(ctx.platform.pool, clientId ?? null, webhookId)
  if (endpoint === undefined) throw new AppError('NOT_FOUND', `There is no webhook endpoint ${webhookId}.`)
  return endpoint
}

async function browsed(db: Queryable, endpoint: EndpointWithOwner): Promise<BrowsedEndpoint> {
  const { keys: _keys, previousKeys: _previous, ...shown } = endpoint
  const { lastFailure, ...health } = await healthOf(db, endpoint)
  const counts = await countsOf(db, endpoint)
  const eventsAhead = (await lastNumber(db, feedOf(endpoint))) - endpoint.cursor
  return { ...shown, ...health, ...counts, eventsAhead, lastFailure: readLast(lastFailure, endpoint.webhookId) }
}

const PLACE = /^(\d{1,15})\.([0-9a-f-]{36})$/

function placeIn(after: string | undefined): { clientId: ClientId; webhookId: WebhookId } | null {
  if (after === undefined) return null
  const [, clientId, webhookId] = PLACE.exec(after) ?? []
  if (clientId === undefined || webhookId === undefined)
    throw invalid([{ pointer: '?after', code: 'WRONG_FORM', message: 'is no cursor of this list', received: after }])
  return { clientId: Number(clientId), webhookId }
}
