import type { CivilDate } from '@saatava/core/dates.ts'

/** Bounds of the dates in a file: a wrong one would take interest of years, or stop it, with nobody looking. */
/** Days that an entry may be booked after its file's own day, or after today: a weekend, a holiday and a time zone. */
const BOOKED_AHEAD_DAYS_MAX = 5
/** Days that a booking may lie back: a yearly statement, with some room. */
const BOOKED_BACK_DAYS_MAX = 400
/** Days that a payment may have been under way, or a value date lie back. */
const PAID_BACK_DAYS_MAX = 45

export interface KnownDays {
  /** Time of creation of the file: its statement's or its own. */
  file?: string | undefined
  /** Today, for the process that takes the file. */
  today?: CivilDate | undefined
}

export interface ReportedDates {
  booking: string
  value?: string | undefined
  acceptance?: string | undefined
}

export interface BoundedDates {
  bookingDate: CivilDate
  /** Not after the booking day: Directive (EU) 2015/2366 art. 87(1) has it credited with that value at the latest. */
  paymentDate: CivilDate
  /** The mistake in a date, for a fault; the entry needs review. */
  wrong?: string
}

export function boundedDates({ booking, value, acceptance }: ReportedDates, known: KnownDays): BoundedDates {
  const outside = whyOutside(booking, known)
  if (outside !== undefined) {
    const others = [value, known.file, known.today].filter((day) => day !== undefined)
    const day = others.find((other) => whyOutside(other, known) === undefined) ?? booking
    return { bookingDate: day, paymentDate: day, wrong: `Its booking day, ${booking}, ${outside}.` }
  }
  const paid = acceptance ?? value ?? booking
  const wrong = acceptance === undefined ? undefined : whyNotPaid('acceptance', acceptance, booking)
  const wrongValue = value === undefined ? undefined : whyNotPaid('value', value, booking)
  const said = [wrong, wrongValue].filter((text) => text !== undefined)
  if (said.length > 0) return { bookingDate: booking, paymentDate: booking, wrong: said.join(' ') }
  return { bookingDate: booking, paymentDate: paid > booking ? booking : paid }
}

function whyOutside(day: CivilDate, { file, today }: KnownDays): string | undefined {
  for (const [name, given] of [
    ['the file’s day', file],
    ['today', today],
  ] as const) {
    if (given === undefined || given === day) continue
    const ahead = daysBetween(given, day)
    if (ahead > BOOKED_AHEAD_DAYS_MAX) return `is ${ahead} days after ${name}, ${given}`
    if (-ahead > BOOKED_BACK_DAYS_MAX) return `is ${-ahead} days before ${name}, ${given}`
  }
  return undefined
}

function whyNotPaid(name: string, day: CivilDate, booking: string): string | undefined {
  if (day === booking) return undefined
  const after = daysBetween(booking, day)
  if (after > BOOKED_AHEAD_DAYS_MAX)
    return `Its ${name} day, ${day}, is ${after} days after the booking day, ${booking}.`
  if (-after > PAID_BACK_DAYS_MAX)
    return `Its ${name} day, ${day}, is ${-after} days before the booking day, ${booking}.`
  return undefined
}

const DAY_MS = 86_400_000

/** Between two civil dates that are known to be some: Temporal takes fifty times as long, and every entry asks. */
function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS
}
