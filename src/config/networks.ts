import { BlockList, isIP } from 'node:net'

/**
 * Reads addresses and networks (CIDR).
 * @throws RangeError a part is neither, or is every address; its message is that part
 */
export function networks(parts: readonly string[]): BlockList {
  const list = new BlockList()
  for (const part of parts) {
    const [, address = '', bits] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(part) ?? []
    const version = isIP(address)
    const bitsMax = version === 4 ? 32 : 128
    const prefix = bits === undefined ? bitsMax : Number(bits)
    if (version === 0 || address.includes('%') || prefix > bitsMax || prefix === 0) throw new RangeError(part)
    list.addSubnet(address, prefix, version === 4 ? 'ipv4' : 'ipv6')
  }
  return list
}
