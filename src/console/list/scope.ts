import type { ClientId } from '@saatava/core/ids.ts'
import type { Permission } from '../../permissions/permissions.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import { may } from '../../users/may.ts'
import type { ConsoleCtx } from '../shell.ts'

/** Saved views and bulk jobs belong to the agency's people together, or to the people of one client. */
export function scopeOf({ session, clientId }: ConsoleCtx, permission: Permission): ClientId {
  return may(session.grants, permission, OPERATOR_TENANT) ? OPERATOR_TENANT : (clientId ?? OPERATOR_TENANT)
}
