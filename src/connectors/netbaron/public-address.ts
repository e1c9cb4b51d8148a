import { BlockList, isIP } from 'node:net'

// IANA's special-purpose registries: everything of IPv4 that is not a public unicast address …
const NOT_PUBLIC_4: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]
// … and of IPv6's 2000::/3; tunnels (Teredo, 6to4) lead to IPv4 addresses that are not looked into.
const NOT_PUBLIC_6: readonly [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

const notPublic = new BlockList()
for (const [network, bits] of NOT_PUBLIC_4) notPublic.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of NOT_PUBLIC_6) notPublic.addSubnet(network, bits, 'ipv6')
const globalUnicast = new BlockList()
globalUnicast.addSubnet('2000::', 3, 'ipv6')

/**
 * True for an address of the public internet; false for loopback, private, link-local, metadata and reserved ones, and
 * for text that is no address. So a partner's connection cannot be pointed at machines beside this service.
 * @param address IPv4 or IPv6 as text, a resolved address and not a host name
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !notPublic.check(address, 'ipv4')
  if (family !== 6 || address.includes('%')) return false
  // An IPv4 address in IPv6 clothing (::ffff:127.0.0.1) is outside 2000::/3, so it is none either.
  return globalUnicast.check(address, 'ipv6') && !notPublic.check(address, 'ipv6')
}
