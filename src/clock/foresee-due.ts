import { addDays, civilDateAt, startOfDay, timeZoneOf } from '@saatava/core/dates.ts'
import type { Ctx } from '../platform/context.ts'
import { countDue } from './due-work.ts'

/** Days ahead at which due work is counted. */
export const HORIZONS = [1, 7, 30] as const

export interface ForeseenWork {
  work: string
  /** Due now and not done yet. */
  now: number
  /** How much of it falls due within each of HORIZONS, what is due now included. */
  within: number[]
  /** When the next of it falls due; null: nothing is planned. */
  next: Date | null
}

/**
 * Counts the work that is planned already, by kind: what falls due within a day, a week and 30 days. Work that follows from it is
 * not there yet. Kinds without any are left out; the one that falls due first comes first.
 */
export async function foreseeDue(ctx: Ctx): Promise<ForeseenWork[]> {
  const { clock, pool } = ctx.platform
  const now = clock.now()
  const zone = timeZoneOf('FI')
  const today = civilDateAt(now, zone)
  const moments = [now, ...HORIZONS.map((days) => startOfDay(addDays(today, days + 1), zone))]
  const counted = []
  for (const at of moments) counted.push(await countDue(pool, at))
  const [first = [], ...later] = counted
  return first
    .map(({ work, count, next }, i) => ({ work, now: count, next, within: later.map((rows) => rows[i]?.count ?? 0) }))
    .filter(({ now: due, within }) => due > 0 || within.some((count) => count > 0))
    .toSorted((a, b) => momentOf(a) - momentOf(b))
}

function momentOf({ now, next }: ForeseenWork): number {
  return now > 0 ? 0 : (next?.getTime() ?? Number.POSITIVE_INFINITY)
}
