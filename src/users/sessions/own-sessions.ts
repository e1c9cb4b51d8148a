/** Sessions that people see and end themselves. */
import type { Ctx } from '../../platform/context.ts'
import { withTransaction } from '../../platform/database.ts'
import { AppError } from '../../platform/errors.ts'
import { endIn } from './end-session.ts'
import type { ListedSession } from './list-sessions.ts'
import { openSessions, sessionById } from './queries.ts'
import type { Session } from './session.ts'

const SESSIONS_SHOWN = 100

/** Lists the open sessions of a user, the latest first. */
export async function listSessionsOf(
  ctx: Ctx,
  { userId, name }: { userId: string; name: string },
): Promise<ListedSession[]> {
  const rows = await openSessions(ctx.platform.pool, userId, SESSIONS_SHOWN)
  return rows.map(({ sessionId, method, remoteAddress, beganAt, usedAt }) => ({
    ...{ sessionId, name, method, remoteAddress, beganAt, usedAt },
  }))
}

/** Ends another session of the same user. @throws AppError NOT_FOUND also where it is somebody else's */
export async function endOwnSession(ctx: Ctx, session: Session, { sessionId }: { sessionId: string }): Promise<void> {
  await withTransaction(ctx.platform.pool, async (tx) => {
    const other = await sessionById(tx, sessionId)
    if (other === undefined || session.userId === null || other.userId !== session.userId)
      throw new AppError('NOT_FOUND', `You have no open session ${sessionId}.`)
    await endIn(ctx, tx, other, 'SIGNED_OUT')
  })
}
