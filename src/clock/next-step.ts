import { addDays, civilDateAt, startOfDay, timeZoneOf } from '@saatava/core/dates.ts'

const HOUR_MS = 3_600_000
const ZONE = timeZoneOf('FI')

/**
 * Where a clock on its way to `to` stops next: when the next day begins, and before that where something falls due, at
 * the full hour after it. So work that is due on a day is done with that day's date, work of an hour within it (another
 * country's midnight, the next try of a delivery) about then, and a day on which nothing happens takes one step.
 * @param nextDue moments after `now` at which something falls due
 */
export function nextStep(now: Date, to: Date, nextDue: readonly Date[]): Date {
  const midnight = startOfDay(addDays(civilDateAt(now, ZONE), 1), ZONE)
  const hours = nextDue.map((at) => Math.ceil(at.getTime() / HOUR_MS) * HOUR_MS)
  return new Date(Math.min(to.getTime(), midnight.getTime(), ...hours))
}
