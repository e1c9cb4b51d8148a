/** Civil dates as text, "2026-02-28": a due date is a day on a calendar, not an instant. */
import { Temporal } from 'temporal-polyfill'
import type { Flavour } from './ids.ts'

/** Text like "2026-02-28". Plain text passes as one; an id does not. */
export type CivilDate = Flavour<string, 'CivilDate'>

const PATTERN = /^\d{4}-\d{2}-\d{2}$/
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** True for a real day between 1900 and 2199 written YYYY-MM-DD; 2026-02-30 is not one. */
export function isCivilDate(text: string): boolean {
  if (!PATTERN.test(text)) return false
  const year = Number(text.slice(0, 4))
  const month = Number(text.slice(5, 7))
  const day = Number(text.slice(8, 10))
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1) return false
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day <= (DAYS[month - 1] ?? 0) + (leap ? 1 : 0)
}

const DAY_MS = 86_400_000

/** The day `days` later (or earlier, when negative). Throws for what is no day. */
export function addDays(date: CivilDate, days: number): CivilDate {
  // By far the most frequent: a step of a case asks a dozen times, and counting takes a tenth of what Temporal takes.
  if (isCivilDate(date)) return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)
  return Temporal.PlainDate.from(date).add({ days }).toString()
}

/** The civil date of an instant in a time zone, for example "Europe/Helsinki". */
export function civilDateAt(instant: Date, timeZone: string): CivilDate {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString()
}

/** The first instant of a civil date in a time zone. */
export function startOfDay(date: CivilDate, timeZone: string): Date {
  return new Date(Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds)
}

const TIME_ZONES: Record<string, string> = {
  FI: 'Europe/Helsinki',
  SE: 'Europe/Stockholm',
  NO: 'Europe/Oslo',
  DK: 'Europe/Copenhagen',
}

/** The time zone whose calendar a creditor's dates follow; Helsinki for a country that is not listed here. */
export function timeZoneOf(countryCode: string): string {
  return TIME_ZONES[countryCode] ?? 'Europe/Helsinki'
}

/** Days from one civil date to another; negative when the second is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days
}
