/**
 * The hosts that a fetch may reach. The process decides it at its start, from its configuration: no request has a say in
 * it.
 */
import { Resolver, lookup as systemLookup } from 'node:dns/promises'
import { isPublicAddress } from '@saatava/core/public-address.ts'

const DNS_TIMEOUT_MS = 3_000
const DNS_TRIES = 2

export interface ResolvedAddress {
  address: string
  family: 4 | 6
}

/** Every address of a name. Rejects with an error whose `code` is a DNS one (ENOTFOUND, ETIMEOUT …). */
export type Lookup = (host: string, signal: AbortSignal) => Promise<ResolvedAddress[]>

export interface Network {
  /** Plain http as well as https. */
  readonly allowHttp: boolean
  /** Names of one label (localhost, intranet) and of suffixes that no public name has (.local, .internal). */
  readonly allowInsideNames: boolean
  /** Undefined: any. */
  readonly ports: ReadonlySet<number> | undefined
  /** Asked for every address of every name, at every redirect. */
  isReachable(address: string): boolean
  readonly lookup: Lookup
  /** PEM certificates to trust instead of the system's. */
  readonly ca?: string
}

/** The usual ports and their usual alternates: so the service cannot be made to knock on the ports of others. */
export const PUBLIC_INTERNET: Network = Object.freeze({
  allowHttp: false,
  allowInsideNames: false,
  ports: new Set([443, 8443]),
  isReachable: isPublicAddress,
  lookup: nameServers(),
})

/** For a sandbox and for operators whose documents lie in their own network; and so for nobody else. */
export const PRIVATE_NETWORK_TOO: Network = Object.freeze({
  allowHttp: true,
  allowInsideNames: true,
  ports: undefined,
  isReachable: () => true,
  lookup: lookupAsSystem,
})

/**
 * Asks the name servers itself: the system's look-up cannot be stopped and holds one of the process's few threads, so a
 * few names with slow servers would bring files and password hashing to a halt.
 * @param servers "address:port"; the system's when not given
 */
export function nameServers(servers?: readonly string[]): Lookup {
  return async (host, signal) => {
    const resolver = new Resolver({ timeout: DNS_TIMEOUT_MS, tries: DNS_TRIES })
    if (servers !== undefined) resolver.setServers(servers)
    const cancel = () => resolver.cancel()
    signal.addEventListener('abort', cancel, { once: true })
    try {
      const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
      const found = [
        ...(four.status === 'fulfilled' ? four.value : []).map((address) => ({ address, family: 4 as const })),
        ...(six.status === 'fulfilled' ? six.value : []).map((address) => ({ address, family: 6 as const })),
      ]
      if (found.length === 0 && four.status === 'rejected') throw four.reason
      return found
    } finally {
      signal.removeEventListener('abort', cancel)
    }
  }
}

async function lookupAsSystem(host: string): Promise<ResolvedAddress[]> {
  const found = await systemLookup(host, { all: true })
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }))
}
