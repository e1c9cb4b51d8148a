import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

// IPv6's only space for the public (RFC 4291, IANA "IPv6 Global Unicast Address Assignments"): what lies outside it,
// such as an IPv4 address in IPv6 clothing (::ffff:127.0.0.1, ::127.0.0.1), the library may call "unicast".
const GLOBAL_UNICAST_6 = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * True for an address of the public internet; false for loopback, private, link-local, metadata, reserved and tunnelled
 * ones (6to4, Teredo), and for text that is no address or spells one in an unusual way (127.1, 0x7f.0.0.1). So nothing
 * that a partner names can lead to machines beside this service.
 * @param address IPv4 or IPv6 as text, a resolved address and not a host name
 */
export function isPublicAddress(address: string): boolean {
  // The system's own reading comes first: the library also reads octal and hexadecimal parts, and zones.
  if (isIP(address) === 0 || address.includes('%')) return false
  const parsed = ipaddr.parse(address)
  if (parsed.range() !== 'unicast') return false
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_UNICAST_6)
}
