import type { BlockList } from 'node:net'
import { networks } from './networks.ts'

/**
 * Reads WEBHOOK_NETWORK: `public`, or inner addresses and networks (CIDR), comma-separated.
 * @returns the inner networks; undefined: none
 * @throws RangeError a part is neither, or is every address: then anybody's webhook could reach anything here
 */
export function webhookNetworks(written: string): BlockList | undefined {
  const parts = written.split(',').map((one) => one.trim())
  const inner = parts.filter((part) => part !== '' && part !== 'public')
  if (inner.length === 0) return undefined
  try {
    return networks(inner)
  } catch (error) {
    throw new RangeError(
      `WEBHOOK_NETWORK holds "${(error as RangeError).message}"; it takes public, or addresses and networks such as 10.0.0.5,10.1.0.0/16,fd00::/8, comma-separated.`,
      { cause: error },
    )
  }
}
