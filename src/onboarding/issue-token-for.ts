import type { ClientId } from '@saatava/core/ids.ts'
import type { Ctx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { checkToken } from './check-token.ts'
import { clientTokenExpiry, issueToken } from './issue-token.ts'
import { clientWithPartner, partnerByCode } from './queries.ts'

export interface IssueTokenFor {
  partnerCode: string
  /** With a client: its access token. Without: the partner's provisioning token. */
  clientId?: ClientId
  /** Null: never. Undefined: a provisioning token never, a client's by TOKEN_LIFETIME_DAYS. */
  expiresAt?: Date | null
  label?: string
  /** Permissions; undefined: all that its kind may have. */
  scopes?: readonly string[]
  /** Addresses and networks from which it is taken; undefined: all. */
  addresses?: readonly string[]
}

export interface TokenIssued {
  tokenId: string
  kind: 'PROVISIONING' | 'CLIENT'
  text: string
  expiresAt: Date | null
}

/**
 * A further token for a partner or one of its clients, made by an operator; those there are go on working.
 * Errors: 400 an expiry that is past, a scope or an address that cannot be; 404 no such partner, or no such client of it.
 */
export async function issueTokenFor(ctx: Ctx, input: IssueTokenFor): Promise<TokenIssued> {
  const { pool, clock } = ctx.platform
  const { partnerCode, clientId } = input
  const kind = clientId === undefined ? 'PROVISIONING' : 'CLIENT'
  const expiresAt = input.expiresAt === undefined && kind === 'CLIENT' ? clientTokenExpiry(ctx) : input.expiresAt
  if (expiresAt && expiresAt.getTime() <= clock.real().getTime()) {
    throw new AppError('INVALID', `The expiry time is past: ${expiresAt.toISOString()}, which is past.`)
  }
  const { scopes, addresses } = input
  const limits = checkToken(ctx, kind, { scopes, addresses })
  return withTransaction(pool, async (tx) => {
    const partner = await partnerByCode(tx, partnerCode)
    if (partner === undefined) throw new AppError('NOT_FOUND', `There is no partner ${partnerCode}.`)
    if (clientId !== undefined && (await clientWithPartner(tx, clientId))?.partnerId !== partner.partnerId) {
      throw new AppError('NOT_FOUND', `The partner ${partnerCode} has no client ${clientId}.`)
    }
    const { tokenId, text } = await issueToken(ctx, tx, {
      kind,
      partnerId: partner.partnerId,
      clientId: clientId ?? null,
      label: input.label ?? 'issued by an operator',
      ...limits,
      ...(expiresAt ? { expiresAt } : {}),
    })
    return { tokenId, kind, text, expiresAt: expiresAt ?? null }
  })
}
