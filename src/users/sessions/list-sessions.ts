import type { Ctx } from '../../platform/context.ts'
import { type SessionRow, openSessions } from './queries.ts'
import { DEMO_OPERATOR } from './session.ts'

const SESSIONS_MAX = 1_000

export type ListedSession = Pick<SessionRow, 'sessionId' | 'method' | 'remoteAddress' | 'beganAt' | 'usedAt'> & {
  name: string
}

/** Lists the open sessions of all users, the latest first. */
export async function listSessions(ctx: Ctx): Promise<ListedSession[]> {
  const rows = await openSessions(ctx.platform.pool, null, SESSIONS_MAX)
  return rows.map(({ sessionId, name, method, remoteAddress, beganAt, usedAt }) => ({
    ...{ sessionId, name: name ?? DEMO_OPERATOR, method, remoteAddress, beganAt, usedAt },
  }))
}
