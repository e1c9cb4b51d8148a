import type { BlockList } from 'node:net'
import { networks } from './networks.ts'

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
  const parts = written.split(',').map((one) => one.trim())
  try {
    return networks(parts.filter((part) => part !== ''))
  } catch (error) {
    throw new RangeError(
      `TRUSTED_PROXIES holds "${(error as RangeError).message}"; it takes addresses and networks such as 10.0.0.5,10.1.0.0/16,fd00::/8, comma-separated.`,
      { cause: error },
    )
  }
}
