import type { ClientId } from '@saatava/core/ids.ts'
import { lacksText } from '../../permissions/lacks.ts'
import type { Permission } from '../../permissions/permissions.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import { may } from '../../users/may.ts'
import type { ConsoleCtx } from '../shell.ts'

/**
 * Why somebody may not do what a permission allows; undefined: they may.
 * @param clientId whose rows are acted on; by default those of the agency
 */
export function refusalOf(
  { session }: Pick<ConsoleCtx, 'session'>,
  permission: Permission,
  clientId: ClientId = OPERATOR_TENANT,
): string | undefined {
  return may(session.grants, permission, clientId) ? undefined : lacksText(permission)
}
