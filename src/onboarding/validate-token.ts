import type { ClientCtx } from '../platform/context.ts'
import { findToken } from '../platform/auth/queries.ts'
import { hashToken } from '../platform/auth/tokens.ts'
import type { Answer } from '../platform/http/route.ts'

/** Says that the token works, and names its owner and its expiry. A token that does not work never gets here: 401. */
export async function validateToken(ctx: ClientCtx, input: { tokenText: string }): Promise<Answer> {
  const row = await findToken(ctx.platform.pool, hashToken(input.tokenText.trim()))
  const until = [row?.expiresAt, row?.overlapUntil]
    .filter((date) => date !== null && date !== undefined)
    .sort((a, b) => a.getTime() - b.getTime())[0]
  return {
    body: {
      isValid: true,
      message: 'Token is valid',
      clientIdentifier: ctx.clientId,
      environment: ctx.platform.config.environment,
      expiresAt: until?.toISOString() ?? null,
    },
  }
}
