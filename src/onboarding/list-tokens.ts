import type { TokenRow } from '../platform/auth/queries.ts'
import type { Ctx } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { type TokenFilter, clientWithPartner, listTokenRows, partnerByCode } from './queries.ts'

type TokenStatus = 'active' | 'renewed' | 'expired' | 'revoked'
export type ListedToken = TokenRow & { status: TokenStatus }

export interface TokenQuery extends Omit<TokenFilter, 'validAt'> {
  /** Only those that work now. */
  isValid?: boolean | undefined
  limit: number
}

/**
 * Tokens of a partner, of a client or of all, the newest first, without their text: only a hash of it is kept.
 * 404 when there is no such partner or client.
 */
export async function listTokens(ctx: Ctx, input: TokenQuery): Promise<ListedToken[]> {
  const { pool, clock } = ctx.platform
  const { partnerCode, clientId } = input
  if (partnerCode !== undefined && (await partnerByCode(pool, partnerCode)) === undefined) {
    throw new AppError('NOT_FOUND', `There is no partner ${partnerCode}.`)
  }
  if (clientId !== undefined && (await clientWithPartner(pool, clientId)) === undefined) {
    throw new AppError('NOT_FOUND', `There is no client ${clientId}.`)
  }
  const { isValid, ...filter } = input
  const validAt = isValid === true ? clock.real() : undefined
  const rows = await listTokenRows(pool, { ...filter, validAt }, input.limit)
  return rows.map((row) => ({ ...row, status: statusOf(row, clock.real()) }))
}

/** "renewed": replaced by a newer one, and still good until its overlap ends. */
function statusOf(row: TokenRow, now: Date): TokenStatus {
  if (row.revokedAt !== null) return 'revoked'
  const isOver = (end: Date | null) => end !== null && end.getTime() <= now.getTime()
  if (isOver(row.expiresAt) || isOver(row.overlapUntil)) return 'expired'
  return row.supersededAt === null ? 'active' : 'renewed'
}
