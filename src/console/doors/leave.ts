/** Leaving the console, and the role that the demo operator looks with. */
import { ROLE_NAMES, isCreditorRole, type RoleName } from '../../permissions/roles.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import { AppError } from '../../platform/errors.ts'
import { readDemo } from '../../sandbox/read-demo.ts'
import { seeAs } from '../../users/sessions/see-as.ts'
import { signOut } from '../../users/sessions/end-session.ts'
import { clearCookie } from '../cookies.ts'
import { redirect } from '../send.ts'
import type { Shell } from '../shell.ts'
import { door, posted } from './door.ts'

export function leaveDoors(shell: Shell): void {
  door(shell, 'POST', '/sign-out', async (request, reply, ctx) => {
    const { session } = request
    if (session !== undefined) await signOut({ ...ctx, actor: `user:${session.name}` }, session)
    clearCookie(shell, reply, 'session')
    reply.header('clear-site-data', '"cache", "storage"')
    return redirect(reply, '/console/sign-in')
  })
  door(shell, 'POST', '/see-as', async (request, reply, ctx) => {
    const { session } = request
    if (session === undefined) throw new AppError('UNAUTHORIZED', 'Sign in first.')
    const role = posted(request, 'role')
    const as = role === '' ? null : { role: roleOf(role), clientId: await clientFor(shell, role) }
    await seeAs({ ...ctx, actor: `user:${session.name}` }, session, as)
    return redirect(reply, '/console?did=seen')
  })
}

function roleOf(text: string): RoleName {
  const role = ROLE_NAMES.find((name) => name === text)
  if (role === undefined) throw new AppError('INVALID', `There is no role "${text}".`)
  return role
}

/** A creditor's role is looked at for the demo client. */
async function clientFor({ platform }: Shell, role: string): Promise<number> {
  if (!isCreditorRole(roleOf(role))) return OPERATOR_TENANT
  const demo = await readDemo(platform)
  if (demo === undefined)
    throw new AppError('RULE', 'This sandbox has no demo creditor: it was started with DEMO="off".')
  return demo.clientIdentifier
}
