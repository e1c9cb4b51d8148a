/**
 * Renewal. The old token goes on working for an overlap, so that a client with many machines can change over. A renewal
 * that is repeated answers with the same new token: two machines that renew at once, and a machine whose answer was lost,
 * all hold the token that works. The new token's text is kept sealed for that until the new token is in use.
 */
import { hashToken } from '../platform/auth/tokens.ts'
import type { Ctx } from '../platform/context.ts'
import { type Tx, withTransaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import type { Answer } from '../platform/http/route.ts'
import { clientTokenExpiry, issueToken, openToken } from './issue-token.ts'
import {
  type Successor,
  lockSuccessor,
  lockToken,
  markSuperseded,
  revokeTokenRow,
} from '../platform/auth/token-queries.ts'

/** How long after its expiry a token may still renew. */
const RENEWAL_DAYS_AFTER_EXPIRY = 30
const DAY_MS = 86_400_000
/** How long a renewal may be repeated after the new token was first used: machines that renew at the same time. */
const REPEAT_SECONDS = 60

type OldToken = NonNullable<Awaited<ReturnType<typeof lockToken>>>

/**
 * A new access token for the holder of an old one, expired ones included for 30 days.
 * Errors: 401 unknown, revoked, too old, or past its overlap; 403 a provisioning token; 409 renewed more than a minute
 * ago and the new token is in use.
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
        'Only client access tokens can be renewed here; the agency issues a new provisioning token.',
      )
    if (old.expiresAt !== null && now.getTime() > old.expiresAt.getTime() + RENEWAL_DAYS_AFTER_EXPIRY * DAY_MS) {
      throw unauthorized(
        `The token expired more than ${RENEWAL_DAYS_AFTER_EXPIRY} days ago; ask the agency for a new one.`,
      )
    }
    const repeated = old.supersededAt === null ? undefined : await repeatRenewal(ctx, tx, old, now)
    if (repeated !== undefined) return repeated
    const expiresAt = clientTokenExpiry(ctx)
    const token = await issueToken(ctx, tx, {
      kind: 'CLIENT',
      partnerId: old.partnerId,
      clientId: old.clientId,
      label: old.label ?? 'renewed',
      // The new token may do what the old one could, and no more.
      ...(old.scopes === null ? {} : { scopes: old.scopes }),
      ...(old.addresses === null ? {} : { addresses: old.addresses }),
      expiresAt,
      renewedFrom: old.tokenId,
    })
    await markSuperseded(tx, old.tokenId, now, new Date(now.getTime() + config.tokenOverlapHours * 3_600_000))
    return answerOf(token.text, expiresAt)
  })
}

/** The answer of the renewal before this one. Undefined: there is no new token that works, so another one is issued. */
async function repeatRenewal(ctx: Ctx, tx: Tx, old: OldToken, now: Date): Promise<Answer | undefined> {
  if (old.overlapUntil !== null && old.overlapUntil.getTime() <= now.getTime()) {
    throw unauthorized('The token was renewed, and its overlap period has ended.')
  }
  const successor = await lockSuccessor(tx, old.tokenId)
  if (successor === undefined) return undefined
  const { firstUsedAt, expiresAt } = successor
  const over = firstUsedAt !== null && now.getTime() > firstUsedAt.getTime() + REPEAT_SECONDS * 1000
  const text = over ? undefined : textOf(ctx, successor)
  if (text !== undefined && expiresAt !== null) return answerOf(text, expiresAt)
  if (firstUsedAt !== null) {
    throw new AppError('CONFLICT', 'This token was renewed before, and the new token is in use. Use the new token.')
  }
  await revokeTokenRow(tx, successor.tokenId, now)
  ctx.log.info({ requestId: ctx.requestId, tokenId: successor.tokenId }, 'a renewed token that was not used is revoked')
  return undefined
}

/** Undefined for a token that was renewed before its text was kept, or whose master key is gone. */
function textOf(ctx: Ctx, { tokenId, sealedText }: Successor): string | undefined {
  if (sealedText === null) return undefined
  try {
    return openToken(ctx, tokenId, sealedText)
  } catch (error) {
    ctx.log.warn({ err: error, tokenId }, 'the sealed text of a renewed token cannot be opened')
    return undefined
  }
}

function answerOf(text: string, expiresAt: Date): Answer {
  return {
    body: { Message: 'Token renewed', apiAccessToken: text, expiresAt: expiresAt.toISOString() },
    headers: { 'cache-control': 'no-store' },
  }
}

function unauthorized(detail: string): AppError {
  return new AppError('UNAUTHORIZED', detail, { extra: { isValid: false, message: detail } })
}
