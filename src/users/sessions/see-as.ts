import { audit } from '../../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import type { Grant } from '../../permissions/grant.ts'
import { isCreditorRole } from '../../permissions/roles.ts'
import type { Ctx } from '../../platform/context.ts'
import { withTransaction } from '../../platform/database.ts'
import { AppError } from '../../platform/errors.ts'
import { updateSeenAs } from './queries.ts'
import type { Session } from './session.ts'

/**
 * Lets the demo operator look at the console with one role, or with all of the agency's again (null).
 * @throws AppError FORBIDDEN a user looks with the granted roles; RULE a creditor's role without a client
 */
export async function seeAs(ctx: Ctx, session: Session, as: Grant | null): Promise<void> {
  if (session.userId !== null)
    throw new AppError('FORBIDDEN', 'Only the demo operator of a sandbox looks at the console as another.')
  if (as !== null && isCreditorRole(as.role) && as.clientId === OPERATOR_TENANT)
    throw new AppError('RULE', `${as.role} is a role of creditors, and it needs a client.`)
  const seen = { role: as?.role ?? null, clientId: as === null || as.clientId === OPERATOR_TENANT ? null : as.clientId }
  await withTransaction(ctx.platform.pool, async (tx) => {
    await updateSeenAs(tx, session.sessionId, seen)
    await audit(ctx, tx, OPERATOR_TENANT, 'session.seen-as', `session:${session.sessionId}`, seen)
  })
}
