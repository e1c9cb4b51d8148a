/** The hosts that webhooks may reach: the public internet, the inner networks that the operator lists, and in a sandbox loopback. */
import { isIP, isIPv4 } from 'node:net'
import { isLoopbackName } from '@saatava/core/loopback.ts'
import { isPublicAddress } from '@saatava/core/public-address.ts'
import type { Config } from '../config/config.ts'
import { type Lookup, type Network, PRIVATE_NETWORK_TOO, PUBLIC_INTERNET } from '../platform/safe-fetch/network.ts'

/** Returns the network by whose rules an address is checked and reached. */
export type WebhookNetwork = (address: string) => Network

/** @param simulated answers for names of a sandbox's simulators; undefined for every other name */
export function webhookNetwork(
  { environment, webhookNetworks: inner }: Pick<Config, 'environment' | 'webhookNetworks'>,
  simulated: (host: string) => ReturnType<Lookup> | undefined = () => undefined,
): WebhookNetwork {
  const outer: Network = Object.freeze({
    ...PUBLIC_INTERNET,
    allowInsideNames: inner !== undefined,
    isReachable: (address: string) =>
      isPublicAddress(address) ||
      (isIP(address) !== 0 && inner?.check(address, isIPv4(address) ? 'ipv4' : 'ipv6') === true),
    // Inner names stand in the hosts file or with an inner name server.
    ...(inner === undefined ? {} : { lookup: PRIVATE_NETWORK_TOO.lookup }),
  })
  if (environment !== 'sandbox') return () => outer
  // A developer's own receiver: plain http and any port, but on this machine alone.
  const loopback: Network = Object.freeze({
    ...PRIVATE_NETWORK_TOO,
    isReachable: (address: string) => isIP(address) !== 0 && isLoopbackName(address),
    lookup: (host: string, signal: AbortSignal) => simulated(host) ?? PRIVATE_NETWORK_TOO.lookup(host, signal),
  })
  return (address) => (isLoopback(address) ? loopback : outer)
}

function isLoopback(address: string): boolean {
  const host = URL.parse(address)?.hostname.replace(/^\[(.*)\]$/, '$1') ?? ''
  return isLoopbackName(host) || host.endsWith('.localhost')
}
