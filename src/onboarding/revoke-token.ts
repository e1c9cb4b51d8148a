import { audit } from '../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { revokeTokenRow } from '../platform/auth/token-queries.ts'

/** Revokes a token; every process refuses it within 5 s. 404 when there is no such live token. */
export async function revokeToken(ctx: Ctx, input: { tokenId: string }): Promise<void> {
  await withTransaction(ctx.platform.pool, async (tx) => {
    const revoked = await revokeTokenRow(tx, input.tokenId, ctx.platform.clock.real())
    if (revoked === undefined) throw new AppError('NOT_FOUND', `There is no valid token with the id ${input.tokenId}.`)
    await audit(ctx, tx, revoked.clientId ?? OPERATOR_TENANT, 'token.revoked', `token:${input.tokenId}`, {})
  })
}
