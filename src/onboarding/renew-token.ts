/**
 * Renewal. The old token goes on working for an overlap, so that a client with many machines can change over. The answer
 * with the new token may be lost on its way: the new token counts as received when it is first used. Until then, and
 * within the overlap, the old one may renew again, which revokes the unclaimed new one: there is never a moment in which
 * nobody knows a working token, and never two new ones that work.
 */
import { hashToken } from '../platform/auth/tokens.ts'
import type { TokenRow } from '../platform/auth/queries.ts'
import type { Ctx } from '../platform/context.ts'
import { type Tx, withTransaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import type { Answer } from '../platform/http/route.ts'
import { clientTokenExpiry, issueToken } from './issue-token.ts'
import { lockSuccessor, lockToken, markSuperseded, revokeTokenRow } from './queries.ts'

/** How long after its expiry a token may still renew. */
const RENEWAL_DAYS_AFTER_EXPIRY = 30
const DAY_MS = 86_400_000

/**
 * A new access token for the holder of an old one, expired ones included for 30 days.
 * Errors: 401 unknown, revoked, too old, or past its overlap; 403 a provisioning token; 409 renewed already and the new
 * token is in use.
 */
export async function renewToken(ctx: Ctx, input: { tokenText: string }): Promise<Answer> {
  const { pool, clock, config } = ctx.platform
  return withTransaction(pool, async (tx) => {
    const now = clock.real()
    const old = await lockToken(tx, hashToken(input.tokenText))
    if (old === undefined || old.environment !== config.environment)
      throw unauthorized('The token in X-Api-Key is not known here.')
    if (old.revokedAt !== null) throw unauthorized('The token was revoked.')
    if (old.clientId === null)
      throw new AppError(
        'FORBIDDEN',
        'Only client access tokens are renewed here; a provisioning token is issued anew by the agency.',
      )
    if (old.expiresAt !== null && now.getTime() > old.expiresAt.getTime() + RENEWAL_DAYS_AFTER_EXPIRY * DAY_MS) {
      throw unauthorized(
        `The token expired more than ${RENEWAL_DAYS_AFTER_EXPIRY} days ago; ask the agency for a new one.`,
      )
    }
    if (old.supersededAt !== null) await replaceUnclaimed(ctx, tx, old, now)
    const expiresAt = clientTokenExpiry(ctx)
    const token = await issueToken(ctx, tx, {
      kind: 'CLIENT',
      partnerId: old.partnerId,
      clientId: old.clientId,
      label: 'renewed',
      expiresAt,
      renewedFrom: old.tokenId,
    })
    await markSuperseded(tx, old.tokenId, now, new Date(now.getTime() + config.tokenOverlapHours * 3_600_000))
    return {
      body: { Message: 'Token renewed', apiAccessToken: token.text, expiresAt: expiresAt.toISOString() },
      headers: { 'cache-control': 'no-store' },
    }
  })
}

async function replaceUnclaimed(ctx: Ctx, tx: Tx, old: TokenRow, now: Date): Promise<void> {
  if (old.overlapUntil !== null && old.overlapUntil.getTime() <= now.getTime()) {
    throw unauthorized('The token was renewed, and the overlap in which it still worked is over.')
  }
  const successor = await lockSuccessor(tx, old.tokenId)
  if (successor === undefined) return
  if (successor.claimedAt !== null) {
    throw new AppError('CONFLICT', 'This token was renewed already, and the new token is in use. Use the new one.')
  }
  await revokeTokenRow(tx, successor.tokenId, now)
  ctx.log.info({ requestId: ctx.requestId, tokenId: successor.tokenId }, 'an unclaimed renewed token was revoked')
}

function unauthorized(detail: string): AppError {
  return new AppError('UNAUTHORIZED', detail, { extra: { isValid: false, message: detail } })
}
