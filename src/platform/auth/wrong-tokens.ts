/**
 * Wrong tokens by the address that they come from. An address that has sent many is answered without a look at the database
 * for a while. The counts are written every few seconds, so that the doctor of another process can tell of it.
 */
import { isIPv6 } from 'node:net'
import { createRateLimit } from '../http/rate-limit.ts'

/** Addresses that are counted between two writes: an attacker with many must not fill the memory. */
const ADDRESSES_MAX = 1_000
const UNKNOWN = 'unknown'

export interface WrongTokenCount {
  address: string
  attempts: number
  lastAt: Date
}

export interface WrongTokens {
  /** Seconds until the address may try again; 0: now. */
  waitSeconds(address: string | undefined): number
  /** Counts one. @returns true for the first of an address since counts were taken last */
  note(address: string | undefined, at: Date): boolean
  /** Takes what has been counted. */
  take(): WrongTokenCount[]
}

export function createWrongTokens(perMinute: number): WrongTokens {
  const limit = createRateLimit(perMinute / 60, perMinute)
  let counts = new Map<string, WrongTokenCount>()
  return {
    waitSeconds: (address) => limit.waitSeconds(networkOf(address)),
    note(address, at) {
      const key = networkOf(address)
      limit.take(key)
      const count = counts.get(key)
      if (count === undefined && counts.size < ADDRESSES_MAX) counts.set(key, { address: key, attempts: 1, lastAt: at })
      if (count === undefined) return true
      count.attempts++
      count.lastAt = at
      return false
    },
    take() {
      const taken = [...counts.values()]
      counts = new Map()
      return taken
    },
  }
}

/** The network that is counted: one machine has a whole /64 of IPv6. */
function networkOf(address: string | undefined): string {
  if (address === undefined) return UNKNOWN
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.split('::')
  const groups = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : 8 - groups.length - after.length
  const all = [...groups, ...Array.from({ length: Math.max(0, zeros) }, () => '0'), ...after]
  return `${all.slice(0, 4).join(':')}::/64`
}
