/** Sessions end: by their user, by an administrator, or with their user. */
import { audit } from '../../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Tx, withTransaction } from '../../platform/database.ts'
import { AppError } from '../../platform/errors.ts'
import { requirePermission } from '../require-permission.ts'
import { openSessions, sessionById, updateEnded } from './queries.ts'
import { DEMO_OPERATOR, type Session, type SessionEnd } from './session.ts'

const OPEN_MAX = 1_000

/** Signs out. */
export async function signOut(ctx: Ctx, session: Session): Promise<void> {
  await withTransaction(ctx.platform.pool, (tx) => endIn(ctx, tx, session, 'SIGNED_OUT'))
}

/** An administrator ends a session, also another person's. @throws AppError FORBIDDEN, NOT_FOUND */
export async function endSession(ctx: Ctx, { sessionId }: { sessionId: string }): Promise<void> {
  await withTransaction(ctx.platform.pool, async (tx) => {
    await requirePermission(ctx, 'user.manage', OPERATOR_TENANT, tx)
    const session = await sessionById(tx, sessionId)
    if (session === undefined)
      throw new AppError('NOT_FOUND', `There is no open session ${sessionId}; "saatava session list" shows them.`)
    await endIn(ctx, tx, session, 'BY_ADMIN')
  })
}

/** Ends the sessions of a user in the transaction that disables the user. */
export async function endSessionsOf(ctx: Ctx, tx: Tx, userId: string): Promise<void> {
  for (const session of await openSessions(tx, userId, OPEN_MAX)) await endIn(ctx, tx, session, 'USER_DISABLED')
}

/** Ends a session and writes it down. A session that has ended already stays as it is. */
export async function endIn(
  ctx: Ctx,
  tx: Tx,
  { sessionId, name }: { sessionId: string; name: string | null },
  as: SessionEnd,
): Promise<void> {
  if (!(await updateEnded(tx, sessionId, as, ctx.platform.clock.real()))) return
  const details = { name: name ?? DEMO_OPERATOR, as }
  await audit(ctx, tx, OPERATOR_TENANT, 'session.ended', `session:${sessionId}`, details)
}
