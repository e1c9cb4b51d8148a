import { audit } from '../../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import type { Ctx } from '../../platform/context.ts'
import { withTransaction } from '../../platform/database.ts'
import { AppError } from '../../platform/errors.ts'
import { requirePermission } from '../require-permission.ts'
import { updateRevoked } from './queries.ts'

/** Revokes an agent token, whoever has it. @throws AppError FORBIDDEN; NOT_FOUND there is none that is not revoked */
export async function revokeAgentToken(ctx: Ctx, { tokenId }: { tokenId: string }): Promise<void> {
  await withTransaction(ctx.platform.pool, async (tx) => {
    await requirePermission(ctx, 'user.manage', OPERATOR_TENANT, tx)
    if (!(await updateRevoked(tx, tokenId, ctx.platform.clock.real())))
      throw new AppError(
        'NOT_FOUND',
        `There is no agent token ${tokenId} to revoke; "saatava agent-token list" shows them.`,
      )
    await audit(ctx, tx, OPERATOR_TENANT, 'agent-token.revoked', `agent-token:${tokenId}`, {})
  })
}
