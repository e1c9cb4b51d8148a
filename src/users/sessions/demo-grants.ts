import type { Grant } from '../../permissions/grant.ts'
import { ROLE_NAMES, isCreditorRole } from '../../permissions/roles.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'

/** The demo operator of a sandbox has every role of the agency. */
export function demoGrants(): Grant[] {
  return ROLE_NAMES.filter((role) => !isCreditorRole(role)).map((role) => ({ role, clientId: OPERATOR_TENANT }))
}
