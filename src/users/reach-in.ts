import type { ClientId } from '@saatava/core/ids.ts'
import type { Grant } from '../permissions/grant.ts'
import { lacksText } from '../permissions/lacks.ts'
import { type Permission, reachOf } from '../permissions/permissions.ts'
import { holds } from '../permissions/roles.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import { AppError } from '../platform/errors.ts'

/**
 * Returns the client that somebody with these grants is shown; undefined: all clients. Somebody with
 * grants for clients alone sees one of them at a time.
 * @param asked the client that the request names
 * @throws AppError FORBIDDEN no role has the permission; NOT_FOUND the client is another's
 */
export function reachIn(
  grants: readonly Grant[],
  permission: Permission,
  asked: ClientId | undefined,
): ClientId | undefined {
  const held = grants.filter(({ role }) => holds(role, permission)).map(({ clientId }) => clientId)
  const isWide = held.includes(OPERATOR_TENANT)
  if (held.length === 0 || (reachOf(permission) === 'agency' && !isWide))
    throw new AppError('FORBIDDEN', lacksText(permission))
  if (reachOf(permission) === 'agency') return undefined
  if (asked === undefined) return isWide ? undefined : Math.min(...held)
  if (isWide || held.includes(asked)) return asked
  throw new AppError('NOT_FOUND', `There is no client ${asked}.`)
}
