/** Does a user's list of grants give a permission, for the agency or for one client? */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Grant } from '../permissions/grant.ts'
import { type Permission, reachOf } from '../permissions/permissions.ts'
import { holds } from '../permissions/roles.ts'

/** @param clientId whose rows are acted on; 0: rows of the agency, or of no named client */
export function may(grants: readonly Grant[], permission: Permission, clientId: ClientId): boolean {
  return grants.some((grant) => {
    if (!holds(grant.role, permission)) return false
    // A grant for the agency reaches every client. One for a client reaches that client, and nothing of the agency.
    return grant.clientId === 0 || (grant.clientId === clientId && reachOf(permission) !== 'agency')
  })
}
