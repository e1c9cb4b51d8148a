/** How many days of interest lie between two dates, by the convention of a country. */
import type { CivilDate } from '@saatava/core/dates.ts'
import { LawError } from './errors.ts'

/** A multiple of every length of a year below: interest of all conventions adds up in whole numbers of its parts. */
export const YEAR_PARTS = 365n * 366n * 360n

const DAY_MS = 86_400_000

export interface DayCount {
  /** Days from the first to the last, both counted. */
  days(first: string, last: string): number
  /** Length of the year that this day lies in. */
  yearDays(date: CivilDate): bigint
  /** True where the length of the year changes with the calendar's: a period then ends on 31 December. */
  splitsYears: boolean
}

/** @param convention a word of the topic DAY_COUNT @throws LawError INPUT */
export function dayCount(convention: string): DayCount {
  const found = CONVENTIONS[convention]
  if (found === undefined) throw new LawError('INPUT', `There is no day count ${convention}.`)
  return found
}

function actual(yearDays: (date: CivilDate) => bigint, splitsYears = false): DayCount {
  return { days: (first, last) => dayNumber(last) - dayNumber(first) + 1, yearDays, splitsYears }
}

const CONVENTIONS: Record<string, DayCount> = {
  ACT_365: actual(() => 365n),
  ACT_360: actual(() => 360n),
  ACT_ACT: actual((date) => (isLeapYear(Number(date.slice(0, 4))) ? 366n : 365n), true),
  // Every month has 30 days and the 31st is the 30th again. Counted from the day before the first one, so that periods
  // that follow on each other add up to the whole.
  THIRTY_360: {
    days: (first, last) => thirtyNumber(last) - thirtyNumber(dayBefore(first)),
    yearDays: () => 360n,
    splitsYears: false,
  },
}

function dayNumber(date: CivilDate): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS
}

function dayBefore(date: CivilDate): string {
  return new Date((dayNumber(date) - 1) * DAY_MS).toISOString().slice(0, 10)
}

function thirtyNumber(date: CivilDate): number {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  return year * 360 + month * 30 + Math.min(day, 30)
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}
