import { audit } from '../../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/new-id.ts'
import { hashOfSecret, newSecret } from '../code.ts'
import { endIn } from './end-session.ts'
import { insertSession, openSessions } from './queries.ts'
import { DEMO_OPERATOR, SESSIONS_MAX, type Session, type SignInMethod } from './session.ts'

/** Enough to find those beyond the limit: each sign-in ends them. */
const OPEN_MAX = 100

export interface Begun {
  /** The token of the new session. It is shown once, to the browser. */
  token: string
  name: string
}

/**
 * Begins a session in the transaction of a sign-in. A session of the same person that the browser has already is replaced:
 * the token is new, and the session ends no later than it would have.
 * @param input.proof what the sign-in was made with; it begins one session. @throws AppError UNAUTHORIZED it has begun one
 */
export async function beginSession(
  ctx: Ctx,
  tx: Tx,
  input: {
    user: { userId: string; name: string } | null
    method: SignInMethod
    proof: string
    replaces?: Session | undefined
  },
): Promise<Begun> {
  const { user, method, replaces } = input
  const now = ctx.platform.clock.real()
  const token = newSecret()
  const isSame = replaces !== undefined && replaces.userId === (user?.userId ?? null)
  const session = {
    ...{ sessionId: newId(), userId: user?.userId ?? null, tokenHash: token.hash, method },
    proofHash: hashOfSecret(input.proof),
    remoteAddress: ctx.remoteAddress ?? null,
    beganAt: isSame ? replaces.beganAt : now,
    authenticatedAt: now,
  }
  if (!(await insertSession(tx, session)))
    throw new AppError('UNAUTHORIZED', 'This sign-in was used already. Begin again.')
  const name = user?.name ?? DEMO_OPERATOR
  const by: Ctx = { ...ctx, actor: `user:${name}` }
  const subject = `session:${session.sessionId}`
  if (replaces !== undefined) await endIn(by, tx, replaces, 'REPLACED')
  if (isSame)
    await audit(by, tx, OPERATOR_TENANT, 'session.renewed', subject, { name, method, before: replaces.sessionId })
  else await audit(by, tx, OPERATOR_TENANT, 'session.begun', subject, { name, method })
  if (user !== null) await endOldest(by, tx, user.userId)
  return { token: token.text, name }
}

async function endOldest(ctx: Ctx, tx: Tx, userId: string): Promise<void> {
  const open = await openSessions(tx, userId, OPEN_MAX)
  for (const session of open.slice(SESSIONS_MAX)) await endIn(ctx, tx, session, 'REPLACED')
}
