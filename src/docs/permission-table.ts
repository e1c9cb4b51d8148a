/** The matrix of permissions, as the guide prints it. */
import { scopesFor } from '../onboarding/check-token.ts'
import { PERMISSIONS, PERMISSION_NAMES, type Permission } from '../permissions/permissions.ts'
import { ROLES, ROLE_NAMES, holds, isCreditorRole } from '../permissions/roles.ts'
import { table } from './tables.ts'

export function permissionTable(): string {
  return table(
    ['Permission', 'May', 'Scope of', 'Roles'],
    PERMISSION_NAMES.map((name) => [
      `\`${name}\``,
      PERMISSIONS[name].may,
      scopeOf(name),
      ROLE_NAMES.filter((role) => holds(role, name)).join(', ') || '–',
    ]),
  )
}

export function roleTable(): string {
  return table(
    ['Role', 'For', 'Granted for'],
    ROLE_NAMES.map((role) => [
      `\`${role}\``,
      ROLES[role].tells,
      isCreditorRole(role) ? 'named clients' : 'the agency, or named clients',
    ]),
  )
}

function scopeOf(name: Permission): string {
  if ('everyToken' in PERMISSIONS[name]) return 'every token'
  if (scopesFor('CLIENT').includes(name) && scopesFor('PROVISIONING').includes(name)) return 'all tokens'
  if (scopesFor('CLIENT').includes(name)) return 'client tokens'
  return scopesFor('PROVISIONING').includes(name) ? 'provisioning tokens' : '–'
}
