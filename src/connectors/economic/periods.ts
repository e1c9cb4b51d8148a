/** Accounting years and their periods of a company, read once and kept for a while. */
import { type Cached, cached, RECHECK_AFTER_MS } from '../cache.ts'
import { textOf } from '../json.ts'
import type { Client } from './client.ts'
import { refused } from './errors.ts'

interface Span {
  from: string
  to: string
  closed: boolean
}
export interface AccountingYear extends Span {
  /** "2026", or "2025/2026" where it spans two calendar years. */
  year: string
}

export interface PeriodBook {
  years: Cached<AccountingYear[]>
  /** Forgets what was looked up. */
  drop(): void
  /** The accounting year of a day that may be booked. Refuses a closed day, and one that no year covers. */
  yearOf(date: string, signal: AbortSignal): Promise<string>
}

export function createPeriodBook(client: Client): PeriodBook {
  const years = cached(
    async (signal) => (await client.list('/accounting-years', undefined, signal)).flatMap(yearIn),
    client.now,
  )
  const periods = new Map<string, Cached<Span[]>>()
  const periodsOf = (year: string): Cached<Span[]> => {
    const known = periods.get(year)
    if (known !== undefined) return known
    const path = `/accounting-years/${yearInPath(year)}/periods`
    const made = cached(async (signal) => (await client.list(path, undefined, signal)).flatMap(spanIn), client.now)
    periods.set(year, made)
    return made
  }
  async function look(
    date: string,
    signal: AbortSignal,
    maxAgeMs?: number,
  ): Promise<{ year?: string; fault?: string }> {
    const year = at(await years.get(signal, maxAgeMs), date)
    if (year === undefined) return { fault: `e-conomic has no accounting year that holds ${date}.` }
    if (year.closed) return { fault: `The accounting year ${year.year} is closed in e-conomic.` }
    const period = at(await periodsOf(year.year).get(signal, maxAgeMs), date)
    const fault = `The period ${period?.from} – ${period?.to} is closed in e-conomic.`
    return period?.closed === true ? { fault } : { year: year.year }
  }
  return {
    years,
    drop() {
      years.drop()
      periods.clear()
    },
    async yearOf(date, signal) {
      let found = await look(date, signal)
      // People put things right and retry: a "no" is looked up again.
      if (found.fault !== undefined) found = await look(date, signal, RECHECK_AFTER_MS)
      if (found.year !== undefined) return found.year
      throw refused(
        'PERIOD_CLOSED',
        found.fault ?? '',
        'Open the period or add the accounting year in e-conomic, or submit it with a date in an open one; then retry.',
      )
    },
  }
}

/** The years that hold a day of from..to. */
export async function yearsBetween(
  { years }: PeriodBook,
  from: string,
  to: string,
  signal: AbortSignal,
): Promise<AccountingYear[]> {
  return (await years.get(signal)).filter((year) => year.from <= to && from <= year.to)
}

/** A year as it stands in an address: a slash has a replacement of e-conomic's own. */
export function yearInPath(year: string): string {
  return encodeURIComponent(year.replaceAll('/', '_6_'))
}

function at<T extends Span>(spans: T[], date: string): T | undefined {
  return spans.find(({ from, to }) => from <= date && date <= to)
}

function spanIn(record: Record<string, unknown>): Span[] {
  const [from, to] = [textOf(record['fromDate']), textOf(record['toDate'])]
  if (from === undefined || to === undefined) return []
  // An answer leaves out each property that is false. Periods are "closed" in one description, "barred" in another.
  return [{ from, to, closed: record['closed'] === true || record['barred'] === true }]
}

function yearIn(record: Record<string, unknown>): AccountingYear[] {
  const year = textOf(record['year'])
  return year === undefined ? [] : spanIn(record).map((span) => ({ ...span, year }))
}
