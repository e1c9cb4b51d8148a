/** When a collector may contact a debtor: where a country's law sets hours, by its own clock, and not on its holidays. */
import { calendarOf, isBankingDay } from '@saatava/core/banking-days.ts'
import { type CivilDate, addDays, civilDateAt, startOfDay, timeZoneOf } from '@saatava/core/dates.ts'
import type { FoundRule, Law, Whose } from './law.ts'

const HOUR_MS = 3_600_000
/** No holidays last longer. */
const DAYS_LOOKED_AT_MAX = 14

/** Does the law of some country know such hours? */
export function hasContactHours({ rules }: Pick<Law, 'rules'>): boolean {
  return rules.some(({ value }) => value.type === 'HOURS')
}

/** The first moment from `at` on at which a debtor may be contacted; `at` itself where it is one, or no rule sets hours. */
export function contactFrom(whose: Whose, at: Date, law: Law): Date {
  const timeZone = timeZoneOf(whose.country)
  const today = civilDateAt(at, timeZone)
  for (let i = 0; i < DAYS_LOOKED_AT_MAX; i++) {
    const day = addDays(today, i)
    if (!isLimited(whose, day, law)) return i === 0 ? at : startOfDay(day, timeZone)
    const hours = hoursOn(whose, day, law)
    if (hours === undefined) continue
    const from = atHour(day, hours.value.from, timeZone)
    if (at < from) return from
    if (at < atHour(day, hours.value.until, timeZone)) return at
  }
  throw new RangeError(`no hour for contact within ${DAYS_LOOKED_AT_MAX} days of ${today}`)
}

/** The first day from `day` on with hours for contact: a letter of an earlier one would leave later than it says. */
export function contactDay(whose: Whose, day: CivilDate, law: Law): string {
  for (let i = 0; i < DAYS_LOOKED_AT_MAX; i++) {
    const date = addDays(day, i)
    if (!isLimited(whose, date, law) || hoursOn(whose, date, law) !== undefined) return date
  }
  throw new RangeError(`no day for contact within ${DAYS_LOOKED_AT_MAX} days of ${day}`)
}

function isLimited(whose: Whose, day: CivilDate, law: Law): boolean {
  return law.find(whose, 'CONTACT_WEEKDAY', day) !== undefined
}

function hoursOn(whose: Whose, day: CivilDate, law: Law): FoundRule<'HOURS'> | undefined {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  if (weekday === 0) return undefined
  if (weekday === 6) return law.find(whose, 'CONTACT_SATURDAY', day)
  return isBankingDay(calendarOf(whose.country), day) ? law.find(whose, 'CONTACT_WEEKDAY', day) : undefined
}

/**
 * The result also holds on a day on which clocks are changed: they are changed at night, before the first of these hours.
 */
function atHour(day: CivilDate, hour: number, timeZone: string): Date {
  const next = startOfDay(addDays(day, 1), timeZone)
  return new Date(next.getTime() - (24 - hour) * HOUR_MS)
}
