/**
 * Rates of late interest for a life: it lies in the future, for which nobody has published any. They are made up, change
 * every half-year, and are the agency's own rules to the service (LAW_RULES); of the time before they are the law packs'.
 */
import { LAW } from '@saatava/law/law.ts'
import { interestRateOn } from '@saatava/law/interest-rate.ts'
import type { Country, DebtorType } from '@saatava/law/rule.ts'
import { addDays } from '@saatava/core/dates.ts'

const TABLES: Record<Country, { ruleId: string; values: number[] }> = {
  FI: { ruleId: 'FI.REFERENCE_RATE', values: [2.5, 3, 1.5, 0, 4.5, 2] },
  SE: { ruleId: 'SE.REFERENCE_RATE', values: [2, -0.5, 1.5, 0, 3, 2.5] },
  NO: { ruleId: 'NO.LATE_INTEREST_RATE', values: [12.25, 11.5, 12.5, 9.25, 8, 10.75] },
  DK: { ruleId: 'DK.LATE_INTEREST_RATE', values: [9.75, 8.05, 9.9, 7.65, 11.25, 8.2] },
}
/** Percent added to the reference rate; Norway and Denmark publish the sum. */
const MARGINS: Record<Country, Record<DebtorType, number>> = {
  FI: { CONSUMER: 7, BUSINESS: 8 },
  SE: { CONSUMER: 8, BUSINESS: 8 },
  NO: { CONSUMER: 0, BUSINESS: 0 },
  DK: { CONSUMER: 0, BUSINESS: 0 },
}

export class LifeRates {
  readonly #first: string
  readonly #known = new Map<string, number>()
  readonly #halves: { from: string; to: string }[] = []

  /** @param first civil date of the life's first day */
  constructor(first: string) {
    let year = Number(first.slice(0, 4))
    let second = first.slice(5) >= '07-01'
    for (let i = 0; i < 6; i += 1) {
      this.#halves.push(
        second ? { from: `${year}-07-01`, to: `${year}-12-31` } : { from: `${year}-01-01`, to: `${year}-06-30` },
      )
      if (second) year += 1
      second = !second
    }
    this.#first = this.#halves[0]?.from ?? first
  }

  /** Percent a year. */
  on(country: Country, debtorType: DebtorType, date: string): number {
    const key = `${country} ${debtorType} ${date}`
    const known = this.#known.get(key) ?? this.#of(country, debtorType, date)
    this.#known.set(key, known)
    return known
  }

  #of(country: Country, debtorType: DebtorType, date: string): number {
    if (date < this.#first) return beforeLife(country, debtorType, date)
    const half = this.#halves.findIndex(({ to }) => date <= to)
    const value = TABLES[country].values[half]
    if (value === undefined) throw new RangeError(`the life has no rate for ${date}`)
    return value + MARGINS[country][debtorType]
  }

  /** The file that LAW_RULES names. */
  rules(): string {
    const rules = Object.values(TABLES).flatMap(({ ruleId, values }) =>
      this.#halves.map(({ from, to }, i) => ({
        ruleId,
        validFrom: from,
        validTo: to,
        value: { type: 'PERCENT', percent: values[i] },
        source: 'Made up for a test',
      })),
    )
    return JSON.stringify({ rules })
  }
}

/** Rate of the packs, as the sandbox takes them: where none is published yet, the last one. */
function beforeLife(country: Country, debtorType: DebtorType, date: string): number {
  for (let day = date; ; day = addDays(day, -30)) {
    try {
      return interestRateOn({ country, debtorType }, day, LAW).rate
    } catch (error) {
      if (day < '2023-01-01') throw error
    }
  }
}
