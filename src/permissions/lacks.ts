import type { Permission } from './permissions.ts'

/** The sentence for people whose roles lack a permission. */
export function lacksText(permission: Permission): string {
  return `Your roles lack the permission ${permission}. An administrator grants roles.`
}
