import type { ClientId } from '@saatava/core/ids.ts'
import { randomUUID } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { audit } from '../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import { hashToken } from '../platform/auth/tokens.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { insertToken } from '../platform/auth/token-queries.ts'

export interface IssueToken {
  kind: 'PROVISIONING' | 'CLIENT'
  partnerId: number
  clientId: ClientId | null
  label?: string
  /** Undefined: never expires. */
  expiresAt?: Date
  renewedFrom?: string
  /** Permissions; undefined: all that its kind may have. */
  scopes?: readonly string[]
  /** Addresses and networks from which it is taken; undefined: all. */
  addresses?: readonly string[]
}

/**
 * Makes a token. The database keeps a hash of its text; that of a renewed token is also kept sealed until the token is in
 * use, for a renewal that is repeated.
 */
export async function issueToken(ctx: Ctx, tx: Tx, input: IssueToken): Promise<{ tokenId: string; text: string }> {
  const tokenId = uuid()
  const text = randomUUID()
  await insertToken(tx, {
    tokenId,
    hash: hashToken(text),
    kind: input.kind,
    partnerId: input.partnerId,
    clientId: input.clientId,
    environment: ctx.platform.config.environment,
    label: input.label ?? null,
    scopes: input.scopes ?? null,
    addresses: input.addresses ?? null,
    issuedAt: ctx.platform.clock.real(),
    expiresAt: input.expiresAt ?? null,
    renewedFrom: input.renewedFrom ?? null,
    sealedText: input.renewedFrom === undefined ? null : ctx.platform.secrets.seal(sealOf(tokenId), text),
  })
  await audit(ctx, tx, input.clientId ?? OPERATOR_TENANT, 'token.issued', `token:${tokenId}`, {
    kind: input.kind,
    expiresAt: input.expiresAt?.toISOString() ?? null,
    renewedFrom: input.renewedFrom ?? null,
    ...(input.scopes === undefined ? {} : { scopes: [...input.scopes] }),
    ...(input.addresses === undefined ? {} : { networks: [...input.addresses] }),
  })
  return { tokenId, text }
}

/** The text of a renewed token. Throws when it was sealed with a master key that is gone. */
export function openToken(ctx: Ctx, tokenId: string, sealedText: Buffer): string {
  return ctx.platform.secrets.open(sealOf(tokenId), sealedText)
}

function sealOf(tokenId: string): string {
  return `token:${tokenId}`
}

/** When a client token made now stops working, by TOKEN_LIFETIME_DAYS. */
export function clientTokenExpiry(ctx: Ctx): Date {
  return new Date(ctx.platform.clock.real().getTime() + ctx.platform.config.tokenLifetimeDays * 86_400_000)
}
