/** The tokens of a partner's client, with the partner's provisioning token: a lost one is issued again. */
import type { ClientId } from '@saatava/core/ids.ts'
import { audit } from '../audit-entries/audit.ts'
import { revokeTokenRow } from '../platform/auth/token-queries.ts'
import type { PartnerCtx } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Answer, Idempotency } from '../platform/http/route.ts'
import { idempotently } from '../platform/idempotency.ts'
import { checkToken } from './check-token.ts'
import { clientOfPartner } from './client-queries.ts'
import { clientTokenExpiry, issueToken } from './issue-token.ts'
import { type ListedToken, listTokens } from './list-tokens.ts'
import type { NewToken } from './schemas.ts'
import { noClient } from './show-client.ts'

const TOKENS_MAX = 1_000

/** Lists the tokens of a client, the newest first, without their text. @throws AppError NOT_FOUND */
export async function listClientTokens(ctx: PartnerCtx, input: { clientId: ClientId }): Promise<Answer> {
  await requireClient(ctx, input.clientId)
  const tokens = await listTokens(ctx, { clientId: input.clientId, limit: TOKENS_MAX })
  return { body: { tokens: tokens.map(presentToken) } }
}

/**
 * Issues a further access token, which is shown once; those there are go on working.
 * Errors: 400 a scope, an address or an expiry that cannot be; 404 the partner has no such client.
 */
export async function issueClientToken(
  ctx: PartnerCtx,
  input: { clientId: ClientId; token: NewToken },
  idempotency?: Idempotency,
): Promise<Answer> {
  const { clientId, token } = input
  const { expiresAt = clientTokenExpiry(ctx), ...limits } = checkToken(ctx, 'CLIENT', token)
  await requireClient(ctx, clientId)
  const scope = { clientId, scope: `POST /clients/tokens`, secret: true }
  const answer = await idempotently(ctx, scope, idempotency, async (tx) => {
    const { partnerId } = ctx
    const issued = await issueToken(ctx, tx, {
      ...{ kind: 'CLIENT', partnerId, clientId, label: token.name, expiresAt, ...limits },
    })
    return {
      body: {
        tokenId: issued.tokenId,
        name: token.name,
        apiAccessToken: issued.text,
        expiresAt: expiresAt.toISOString(),
      },
    }
  })
  return { ...answer, headers: { ...answer.headers, 'cache-control': 'no-store' } }
}

/** Revokes a token of the client; every process refuses it within 5 s. @throws AppError NOT_FOUND */
export async function revokeClientToken(
  ctx: PartnerCtx,
  { clientId, tokenId }: { clientId: ClientId; tokenId: string },
  idempotency: Idempotency | undefined,
): Promise<Answer> {
  await requireClient(ctx, clientId)
  return idempotently(ctx, { clientId, scope: `DELETE /clients/tokens/${tokenId}` }, idempotency, async (tx) => {
    const revoked = await revokeTokenRow(tx, tokenId, ctx.platform.clock.real(), clientId)
    if (revoked === undefined) throw new AppError('NOT_FOUND', `The client ${clientId} has no live token ${tokenId}.`)
    await audit(ctx, tx, clientId, 'token.revoked', `token:${tokenId}`, {})
    return { body: {} }
  })
}

async function requireClient(ctx: PartnerCtx, clientId: ClientId): Promise<void> {
  if ((await clientOfPartner(ctx.platform.pool, ctx.partnerId, clientId)) === undefined) throw noClient(clientId)
}

function presentToken(token: ListedToken): Record<string, unknown> {
  const { tokenId, label, status, scopes, addresses, issuedAt, expiresAt, lastUsedAt, revokedAt } = token
  const times = Object.entries({ issuedAt, expiresAt, lastUsedAt, revokedAt })
  return {
    ...{ tokenId, name: label, status, scopes, addresses },
    ...Object.fromEntries(times.map(([name, at]) => [name, at?.toISOString() ?? null])),
  }
}
