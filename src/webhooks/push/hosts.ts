/** Counts the requests of this process to each host, so that a host with many endpoints is not flooded. */

const CONNECTIONS_PER_HOST_MAX = 4

export interface Hosts {
  /** Takes up to `wanted` places at the host of an address. @returns how many there were */
  take(url: string, wanted: number): number
  giveBack(url: string, places: number): void
}

export function createHosts(): Hosts {
  const busy = new Map<string, number>()
  const nameOf = (url: string) => URL.parse(url)?.host ?? ''
  return {
    take(url, wanted) {
      const name = nameOf(url)
      const now = busy.get(name) ?? 0
      const places = Math.max(0, Math.min(wanted, CONNECTIONS_PER_HOST_MAX - now))
      if (places > 0) busy.set(name, now + places)
      return places
    },
    giveBack(url, places) {
      const name = nameOf(url)
      const left = (busy.get(name) ?? 0) - places
      if (left > 0) busy.set(name, left)
      else busy.delete(name)
    },
  }
}
