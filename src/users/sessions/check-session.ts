import { OPERATOR_TENANT } from '../../platform/audit.ts'
import type { Grant } from '../../permissions/grant.ts'
import type { Ctx } from '../../platform/context.ts'
import { withTransaction } from '../../platform/database.ts'
import { hashOfSecret } from '../code.ts'
import { grantsOf } from '../queries.ts'
import { demoGrants } from './demo-grants.ts'
import { endIn } from './end-session.ts'
import { type SessionRow, sessionByToken, updateUsed } from './queries.ts'
import { DEMO_OPERATOR, IDLE_MS, LIFETIME_MS, type Session, type SessionEnd, USE_WRITTEN_MS } from './session.ts'

/** The session of a token, with the grants of its user as they are now; undefined: none, or it has ended. */
export async function checkSession(ctx: Ctx, token: string): Promise<Session | undefined> {
  const { pool, clock } = ctx.platform
  const row = await sessionByToken(pool, hashOfSecret(token))
  if (row === undefined) return undefined
  const now = clock.real()
  const lapse = lapseOf(row, now)
  if (lapse !== undefined) {
    await withTransaction(pool, (tx) => endIn(ctx, tx, row, lapse))
    return undefined
  }
  if (now.getTime() - row.usedAt.getTime() > USE_WRITTEN_MS) await updateUsed(pool, row.sessionId, now)
  const granted = row.userId === null ? grantsOfDemo(row) : await grantsOf(pool, [row.userId])
  return sessionOf(row, granted, now)
}

/** Why a session has ended that nobody ended; undefined: it goes on. */
export function lapseOf(row: Pick<SessionRow, 'beganAt' | 'usedAt' | 'disabledAt'>, now: Date): SessionEnd | undefined {
  if (row.disabledAt !== null) return 'USER_DISABLED'
  if (now.getTime() - row.beganAt.getTime() >= LIFETIME_MS) return 'EXPIRED'
  return now.getTime() - row.usedAt.getTime() >= IDLE_MS ? 'IDLE' : undefined
}

function sessionOf(row: SessionRow, granted: readonly Grant[], now: Date): Session {
  const { sessionId, userId, name, method, authenticatedAt, beganAt, seenAs, seenClientId } = row
  return {
    ...{ sessionId, userId, name: name ?? DEMO_OPERATOR, method, authenticatedAt, beganAt },
    endsAt: new Date(Math.min(beganAt.getTime() + LIFETIME_MS, now.getTime() + IDLE_MS)),
    grants: granted.map(({ role, clientId }) => ({ role, clientId })),
    seenAs: seenAs === null ? null : { role: seenAs, clientId: seenClientId ?? OPERATOR_TENANT },
  }
}

/** The demo operator has every role of the agency, or the one that it looks with. */
function grantsOfDemo({ seenAs, seenClientId }: SessionRow): Grant[] {
  if (seenAs !== null) return [{ role: seenAs, clientId: seenClientId ?? OPERATOR_TENANT }]
  return demoGrants()
}
