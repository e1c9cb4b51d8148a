/** Decides how many requests each of the endpoints that are due may begin. It knows no database. */
import type { Target } from './claim-queries.ts'
import { atOnce } from './endpoint-health.ts'
import type { Hosts } from './hosts.ts'

/** Unless an outcome says sooner, nobody looks at an endpoint again while its requests are under way. */
const UNDER_WAY_MS = 1_000

type Asking = Pick<Target, 'url' | 'mode' | 'failures' | 'lastSuccessAt' | 'due' | 'underWay'>

export interface Share<T> {
  target: T
  /** Requests that it may begin. */
  places: number
  /** Milliseconds after which somebody needs to look at it again; null: as soon as this process has free places. */
  restMs: number | null
  /** Its host is busy: it waits for its turn. */
  waits: boolean
}

/**
 * Each endpoint gets the places that its requests, its health, its host and this process have for it, and no more: a place
 * that it cannot use is another's.
 * @param free requests that this process may begin
 */
export function shareOut<T extends Asking>(targets: readonly T[], free: number, hosts: Hosts): Share<T>[] {
  let left = free
  return targets.map((target) => {
    const wanted = Math.min(target.due, atOnce(target.mode, target) - target.underWay)
    if (wanted <= 0) return { target, places: 0, restMs: UNDER_WAY_MS, waits: false }
    if (left === 0) return { target, places: 0, restMs: null, waits: false }
    const places = hosts.take(target.url, Math.min(wanted, left))
    left -= places
    if (places > 0) return { target, places, restMs: UNDER_WAY_MS, waits: false }
    return { target, places, restMs: hosts.turnMs(target.url), waits: true }
  })
}
