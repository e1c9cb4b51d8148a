import type { ClientId } from '@saatava/core/ids.ts'
import type { Permission } from '../permissions/permissions.ts'
import type { Ctx } from '../platform/context.ts'
import type { Queryable } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { may } from './may.ts'
import { grantsOf, hasUsers, userByName } from './queries.ts'

/**
 * Asks whether the person of the context may do it. Before the first user was invited anybody may, under the name that is
 * given. Workers and tokens are not asked here: a token has its scopes.
 * @param clientId whose rows are acted on; 0: rows of the agency, or of no named client
 * @throws AppError FORBIDDEN no such user, a disabled one, or one without the permission
 */
export async function requirePermission(
  ctx: Ctx,
  permission: Permission,
  clientId: ClientId = 0,
  db: Queryable = ctx.platform.pool,
): Promise<void> {
  if (ctx.grants !== undefined) {
    if (may(ctx.grants, permission, clientId)) return
    throw new AppError('FORBIDDEN', `The role that you look at the console with lacks the permission ${permission}.`)
  }
  if (!/^user:|^token:operator$/.test(ctx.actor) || !(await hasUsers(db))) return
  if (ctx.actor === 'token:operator')
    throw new AppError('FORBIDDEN', 'There are users: the header X-Operator-As must name the one who does this.')
  const name = ctx.actor.replace(/^user:/, '')
  const user = await userByName(db, name)
  if (user === undefined || user.disabledAt !== null)
    throw new AppError(
      'FORBIDDEN',
      `There is no user "${name}"${user === undefined ? '' : ' any more: it was disabled'}. "saatava user list" shows the users; --as names one of them.`,
    )
  const grants = await grantsOf(db, [user.userId])
  if (may(grants, permission, clientId)) return
  const held = grants.map((grant) => (grant.clientId === 0 ? grant.role : `${grant.role} for client ${grant.clientId}`))
  throw new AppError(
    'FORBIDDEN',
    `${user.name} lacks the permission ${permission}${clientId === 0 ? '' : ` for client ${clientId}`}; ${held.length === 0 ? 'no role is granted' : `granted: ${held.join(', ')}`}.`,
  )
}
