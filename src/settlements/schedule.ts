/** When a client is paid out, by its contract. */
import { calendarOf, nextBankingDay } from '@saatava/core/banking-days.ts'
import { type CivilDate, addDays, civilDateAt, startOfDay, timeZoneOf } from '@saatava/core/dates.ts'
import type { ClientContract } from '../claims/contract.ts'

type Schedule = ClientContract['settlement']

/** Banks are closed for fewer days in a row than this. */
const CLOSED_DAYS_MAX = 10
const DAYS_TRIED_MAX = 60
const WORKING_DAYS = [1, 2, 3, 4, 5]

/** ISO weekday, 1 Monday to 7 Sunday. */
function weekdayOf(date: CivilDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7
}

/**
 * The first day after `date` on which the schedule has a run. A scheduled day on which the country's banks are closed
 * moves to the next on which they are open; where that is a scheduled day itself, there is one run.
 */
export function nextRunDate(schedule: Schedule, country: string, date: CivilDate): string {
  const weekdays = schedule.schedule === 'DAILY' ? WORKING_DAYS : schedule.weekdays
  const calendar = calendarOf(country)
  // A day that moves never overtakes a later one, so the first that lies behind the date is the next one.
  for (let i = -CLOSED_DAYS_MAX; i < DAYS_TRIED_MAX; i++) {
    const day = addDays(date, i)
    if (!weekdays.includes(weekdayOf(day))) continue
    const moved = nextBankingDay(calendar, day)
    if (moved > date) return moved
  }
  throw new RangeError(`a schedule without weekdays has no next run: ${JSON.stringify(schedule)}`)
}

/** Whether the schedule has a run on this day. */
export function isRunDate(schedule: Schedule, country: string, date: CivilDate): boolean {
  return nextRunDate(schedule, country, addDays(date, -1)) === date
}

/** The first moment after `after` at which a client is due: its country's day begins. */
export function nextRunAt(schedule: Schedule, country: string, after: Date): Date {
  const zone = timeZoneOf(country)
  return startOfDay(nextRunDate(schedule, country, civilDateAt(after, zone)), zone)
}
