/** May this token do that, from there? Its scopes and its list of addresses say so. */
import { isIPv4 } from 'node:net'
import { networks } from '../../config/networks.ts'
import { PERMISSIONS, type Permission } from '../../permissions/permissions.ts'
import type { TokenRow } from './queries.ts'

/** Every token holds the permissions that are about itself. */
export function hasScope({ scopes }: Pick<TokenRow, 'scopes'>, permission: Permission): boolean {
  return scopes === null || 'everyToken' in PERMISSIONS[permission] || scopes.includes(permission)
}

export function isFromAllowed({ addresses }: Pick<TokenRow, 'addresses'>, address: string | undefined): boolean {
  if (addresses === null) return true
  return address !== undefined && networks(addresses).check(address, isIPv4(address) ? 'ipv4' : 'ipv6')
}
