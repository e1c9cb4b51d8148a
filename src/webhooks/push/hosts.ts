/** Counts the requests of this process to each host, so that a host with many endpoints is not flooded. */

const CONNECTIONS_PER_HOST_MAX = 4
/** How long a request takes as long as nobody knows the host. */
const REQUEST_MS = 100
/** An endpoint whose host is busy looks again after so long, at least and at most. */
const TURN_MS = { min: 10, max: 1_000 }

export interface Hosts {
  /** Takes up to `wanted` places at the host of an address. @returns how many there were */
  take(url: string, wanted: number): number
  /** @param ms that the request took; undefined where none was sent */
  giveBack(url: string, places: number, ms?: number): void
  /**
   * Milliseconds after which a place of a busy host is probably free. Each call takes the next turn, so that endpoints of
   * one host look again one after the other.
   */
  turnMs(url: string): number
}

interface Host {
  busy: number
  /** How long its requests take: the last ones count most. */
  requestMs: number
  /** When a place was last taken or given back. */
  movedAt: number
  /** The last turn that was given. */
  turnAt: number
}

/** @param now milliseconds of a clock that only goes on */
export function createHosts(now: () => number = () => performance.now()): Hosts {
  const hosts = new Map<string, Host>()
  const nameOf = (url: string) => URL.parse(url)?.host ?? ''
  const hostOf = (name: string): Host =>
    hosts.get(name) ?? { busy: 0, requestMs: REQUEST_MS, movedAt: now(), turnAt: now() }
  return {
    take(url, wanted) {
      const name = nameOf(url)
      const host = hostOf(name)
      const places = Math.max(0, Math.min(wanted, CONNECTIONS_PER_HOST_MAX - host.busy))
      if (places > 0) hosts.set(name, { ...host, busy: host.busy + places, movedAt: now() })
      return places
    },
    giveBack(url, places, ms) {
      if (places === 0) return
      const name = nameOf(url)
      const host = hostOf(name)
      const busy = host.busy - places
      const requestMs = ms === undefined ? host.requestMs : (host.requestMs + ms) / 2
      if (busy > 0) hosts.set(name, { ...host, busy, requestMs, movedAt: now() })
      else hosts.delete(name)
    },
    turnMs(url) {
      const name = nameOf(url)
      const host = hostOf(name)
      // A host that has not answered for a while will hardly answer soon.
      const requestMs = Math.max(host.requestMs, now() - host.movedAt)
      const next = Math.max(now(), host.turnAt) + requestMs / CONNECTIONS_PER_HOST_MAX
      const turnAt = Math.min(next, now() + TURN_MS.max)
      if (hosts.has(name)) hosts.set(name, { ...host, turnAt })
      return Math.max(TURN_MS.min, Math.ceil(turnAt - now()))
    },
  }
}
