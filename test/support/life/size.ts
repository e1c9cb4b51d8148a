/**
 * How big a life is. LIFE_CLIENTS, LIFE_INVOICES and LIFE_MONTHS set its size, TEST_SEED repeats its choices. LIFE_START is
 * the day on which it begins: the same in every run, so that a failure comes again. A sandbox's clock goes forward only, so
 * once that day has passed it is tomorrow.
 */
import { addDays } from '@saatava/core/dates.ts'
import { SEED } from '../seed.ts'

export interface Size {
  clients: number
  invoices: number
  months: number
  seed: number
  /** Civil date. */
  start: string
}

const USUAL_START = '2027-06-01'
const LONG = process.env['SAATAVA_TEST_LONG'] === '1'

export function sizeOfLife(): Size {
  const number = (name: string, ordinary: number, long: number) => {
    const value = Number(process.env[name] ?? (LONG ? long : ordinary))
    if (!Number.isInteger(value) || value < 1) throw new RangeError(`${name} is ${process.env[name]}; it is 1 or more`)
    return value
  }
  return {
    clients: number('LIFE_CLIENTS', 8, 200),
    invoices: number('LIFE_INVOICES', 60, 5_000),
    months: number('LIFE_MONTHS', 3, 18),
    seed: SEED,
    start: process.env['LIFE_START'] ?? laterOf(USUAL_START, addDays(new Date().toISOString().slice(0, 10), 1)),
  }
}

function laterOf(a: string, b: string): string {
  return a > b ? a : b
}

export function named({ clients, invoices, months, seed, start }: Size): string {
  return `TEST_SEED=${seed} LIFE_CLIENTS=${clients} LIFE_INVOICES=${invoices} LIFE_MONTHS=${months} LIFE_START=${start}`
}

/** The last day of the life. */
export function endOf({ start, months }: Size): string {
  return addDays(start, Math.round(months * 30.4))
}
