import { BlockList, isIP } from 'node:net'

/** The addresses of trusted proxies, and the header in which they name their caller. */
export interface ProxyConfig {
  trusted: BlockList
  header: 'x-forwarded-for' | 'forwarded'
}

/**
 * Reads addresses and networks (CIDR), comma-separated.
 * @throws RangeError a part is neither, or would trust every address: then anybody could claim an address
 */
export function trustedProxies(written: string): BlockList {
  const list = new BlockList()
  for (const part of written.split(',').map((one) => one.trim())) {
    if (part === '') continue
    const [, address = '', bits] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(part) ?? []
    const version = isIP(address)
    const bitsMax = version === 4 ? 32 : 128
    const prefix = bits === undefined ? bitsMax : Number(bits)
    if (version === 0 || address.includes('%') || prefix > bitsMax || prefix === 0)
      throw new RangeError(
        `TRUSTED_PROXIES holds "${part}"; it takes addresses and networks such as 10.0.0.5,10.1.0.0/16,fd00::/8, comma-separated.`,
      )
    list.addSubnet(address, prefix, version === 4 ? 'ipv4' : 'ipv6')
  }
  return list
}
