import type { CivilDate } from '@saatava/core/dates.ts'

/** How long the law has accounting records kept: an invoice, and what was paid of it, stays as long. */
interface Retention {
  /** Whole years after the end of the calendar year. */
  years: number
  source: string
}

const BY_COUNTRY: Record<string, Retention> = {
  FI: { years: 6, source: 'Kirjanpitolaki (1336/1997) 2:10 §' },
  SE: { years: 7, source: 'Bokföringslag (1999:1078) 7 kap. 2 §' },
  NO: { years: 5, source: 'Bokføringsloven (2004) § 13' },
  DK: { years: 5, source: 'Bogføringsloven (lov nr. 700 af 24. maj 2022) § 12' },
}

/** The longest of them, for a country without its own line. */
const DEFAULT: Retention = { years: 7, source: 'the longest time of the Nordic laws on bookkeeping' }

/** @param day civil date of the last act @returns the first day on which its record need not be kept any more, and why */
export function keptUntil(country: string, day: CivilDate): { from: CivilDate; source: string } {
  const { years, source } = BY_COUNTRY[country] ?? DEFAULT
  return { from: `${Number(day.slice(0, 4)) + years + 1}-01-01`, source }
}
