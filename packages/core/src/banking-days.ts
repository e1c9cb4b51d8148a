/**
 * Banking days of the Nordic countries and of the TARGET system, computed from the calendar. Countries' days follow the
 * closing days of their banks, which are more than the public holidays (midsummer's eve, Christmas eve).
 */
import { type CivilDate, addDays, isCivilDate } from './dates.ts'

export const BANKING_CALENDARS = ['FI', 'SE', 'NO', 'DK', 'TARGET'] as const
export type BankingCalendar = (typeof BANKING_CALENDARS)[number]

/** The calendar of a client's country; that of TARGET where the country has none here. */
export function calendarOf(country: string): BankingCalendar {
  return BANKING_CALENDARS.find((known) => known === country) ?? 'TARGET'
}

/** Country whose banking days count for an account in a currency. */
const COUNTRIES: Readonly<Record<string, string>> = { EUR: 'FI', SEK: 'SE', NOK: 'NO', DKK: 'DK' }

/** The calendar of the bank of an account in a currency. */
export function calendarOfCurrency(currency: string): BankingCalendar {
  return calendarOf(COUNTRIES[currency] ?? 'FI')
}

/** A day on which banks are closed, in a year; until and from are years, both included. */
interface Closed {
  on: (year: number) => string
  from?: number
  until?: number
}

const fixed = (monthDay: string): Closed => ({ on: (year) => `${year}-${monthDay}` })
const easter = (days: number): Closed => ({ on: (year) => addDays(easterSunday(year), days) })

const NEW_YEAR = fixed('01-01')
const EPIPHANY = fixed('01-06')
const MAUNDY_THURSDAY = easter(-3)
const GOOD_FRIDAY = easter(-2)
const EASTER_MONDAY = easter(1)
const LABOUR_DAY = fixed('05-01')
const ASCENSION = easter(39)
const WHIT_MONDAY = easter(50)
/** The Friday of 19 to 25 June. */
const MIDSUMMER_EVE: Closed = { on: (year) => weekdayFrom(`${year}-06-19`, FRIDAY) }
const CHRISTMAS_EVE = fixed('12-24')
const CHRISTMAS = [fixed('12-25'), fixed('12-26')]
const NEW_YEARS_EVE = fixed('12-31')

/** From general calendars, not from the bankers’ associations themselves: to be compared with their lists before use. */
const CLOSED: Record<BankingCalendar, Closed[]> = {
  FI: [
    NEW_YEAR,
    EPIPHANY,
    GOOD_FRIDAY,
    EASTER_MONDAY,
    LABOUR_DAY,
    ASCENSION,
    MIDSUMMER_EVE,
    fixed('12-06'),
    CHRISTMAS_EVE,
    ...CHRISTMAS,
  ],
  SE: [
    NEW_YEAR,
    EPIPHANY,
    GOOD_FRIDAY,
    EASTER_MONDAY,
    LABOUR_DAY,
    ASCENSION,
    { ...fixed('06-06'), from: 2005 },
    MIDSUMMER_EVE,
    CHRISTMAS_EVE,
    ...CHRISTMAS,
    NEW_YEARS_EVE,
  ],
  // Christmas eve and New Year’s eve are short days in Norway, but payments are settled on them.
  NO: [
    NEW_YEAR,
    MAUNDY_THURSDAY,
    GOOD_FRIDAY,
    EASTER_MONDAY,
    LABOUR_DAY,
    fixed('05-17'),
    ASCENSION,
    WHIT_MONDAY,
    ...CHRISTMAS,
  ],
  // Great Prayer Day, the fourth Friday after Easter, was a holiday for the last time in 2023. The day after Ascension and
  // Constitution Day are closing days of the banks.
  DK: [
    NEW_YEAR,
    MAUNDY_THURSDAY,
    GOOD_FRIDAY,
    EASTER_MONDAY,
    { ...easter(26), until: 2023 },
    ASCENSION,
    easter(40),
    WHIT_MONDAY,
    fixed('06-05'),
    CHRISTMAS_EVE,
    ...CHRISTMAS,
    NEW_YEARS_EVE,
  ],
  TARGET: [NEW_YEAR, GOOD_FRIDAY, EASTER_MONDAY, LABOUR_DAY, ...CHRISTMAS],
}

const SATURDAY = 6
const SUNDAY = 0
const FRIDAY = 5

/** True where banks of this country settle payments on this day. */
export function isBankingDay(calendar: BankingCalendar, date: CivilDate): boolean {
  const weekday = weekdayOf(date)
  return weekday !== SATURDAY && weekday !== SUNDAY && !closedDays(calendar, Number(date.slice(0, 4))).has(date)
}

/** The day itself where it is a banking day, or the next one. */
export function nextBankingDay(calendar: BankingCalendar, date: CivilDate): CivilDate {
  let day = date
  while (!isBankingDay(calendar, day)) day = addDays(day, 1)
  return day
}

const DAYS_MAX = 10_000

/**
 * The banking day `days` banking days later, or earlier when negative. 0 is nextBankingDay.
 * From a day that is none, the first banking day after it is one day later.
 */
export function addBankingDays(calendar: BankingCalendar, date: CivilDate, days: number): CivilDate {
  if (!Number.isInteger(days) || Math.abs(days) > DAYS_MAX)
    throw new RangeError(`${days} is not a number of banking days`)
  if (days === 0) return nextBankingDay(calendar, date)
  const step = days < 0 ? -1 : 1
  let day = date
  for (let left = Math.abs(days); left > 0; ) {
    day = addDays(day, step)
    if (isBankingDay(calendar, day)) left -= 1
  }
  return day
}

/** Easter Sunday of the Gregorian calendar: the algorithm of Meeus, Jones and Butcher. */
export function easterSunday(year: number): CivilDate {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  const day = ((h + l - 7 * m + 114) % 31) + 1
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Years that somebody asked about; dates are 1900 to 2199, so this stays small. */
const cache = new Map<string, Set<string>>()

function closedDays(calendar: BankingCalendar, year: number): Set<string> {
  const key = `${calendar} ${year}`
  let days = cache.get(key)
  if (days === undefined) {
    const closed = CLOSED[calendar].filter(({ from = year, until = year }) => from <= year && year <= until)
    days = new Set(closed.map(({ on }) => on(year)))
    cache.set(key, days)
  }
  return days
}

function weekdayOf(date: CivilDate): number {
  if (!isCivilDate(date)) throw new RangeError(`not a date: ${date}`)
  return new Date(`${date}T00:00:00Z`).getUTCDay()
}

function weekdayFrom(date: CivilDate, weekday: number): string {
  return addDays(date, (weekday - weekdayOf(date) + 7) % 7)
}
