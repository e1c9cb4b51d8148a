/** Late interest, day by day in whole numbers: one sum, rounded once, half up. */
import { firstOf, halfYear, plus, plusMonths } from './calendar.ts'
import type { Day, LandModel, Minor } from './shape.ts'

export interface Owing {
  from: Day
  capital: Minor
}

export interface ModelInterest {
  amount: Minor
  start: Day
}

/** A rate in hundredths of a percent holds for whole half-years, or from the day that a margin changes. */
export function interest(
  land: LandModel,
  rateOn: (day: Day) => number | undefined,
  { due, until, owing }: { due: Day; until: Day; owing: readonly Owing[] },
): ModelInterest | undefined {
  const start = plus(due, 1)
  let parts = 0n
  let year = 365
  for (let from = start; from <= until; ) {
    const step = owing.findLastIndex((one) => one.from <= from)
    const next = owing[step + 1]?.from
    const turn = land.turns.find((day) => day > from)
    const half = plusMonths(firstOf(halfYear(from)), 6)
    const end = [plus(until, 1), next, turn, half].filter((day) => day !== undefined).reduce((a, b) => (a < b ? a : b))
    const capital = owing[step]?.capital ?? 0n
    if (capital > 0n) {
      const rate = rateOn(from)
      if (rate === undefined) return undefined
      const [days, length] = land.interestDays(from, plus(end, -1))
      year = length
      parts += capital * BigInt(rate) * BigInt(days)
    }
    from = end
  }
  const unit = BigInt(year) * 10_000n
  return { amount: (parts * 2n + unit) / (unit * 2n), start }
}

/** Days as the calendar counts them, over a year of 365. */
export function calendarDays(first: Day, last: Day): readonly [number, number] {
  return [Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000) + 1, 365]
}

/** Twelve months of thirty days. */
export function thirtyDays(first: Day, last: Day): readonly [number, number] {
  const count = (day: Day) =>
    Number(day.slice(0, 4)) * 360 + Number(day.slice(5, 7)) * 30 + Math.min(Number(day.slice(8)), 30)
  return [count(last) - count(plus(first, -1)), 360]
}

/** "2024H1 4.5, 2024H2 4.5" as hundredths by half-year; "2013H2–2016H1 0.5" fills the half-years between. */
export function byHalfYear(text: string): ReadonlyMap<string, number> {
  const rates = new Map<string, number>()
  for (const item of text.trim().split(/\s*,\s*/)) {
    const [span = '', percent = ''] = item.split(/\s+/)
    const [first = '', last = first] = span.split('–')
    for (let half = first; half <= last; half = halfYear(plusMonths(firstOf(half), 6))) {
      rates.set(half, Math.round(Number(percent) * 100))
    }
  }
  return rates
}
