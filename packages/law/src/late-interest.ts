/**
 * Interest on late payment: simple, from the day after the due date until the debt was paid, piece by piece where the
 * rate or the capital changes, rounded once at the end. Whole numbers all the way, so that the pieces add up exactly.
 */
import { type CivilDate, addDays, isCivilDate } from '@saatava/core/dates.ts'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { type DayCount, YEAR_PARTS, dayCount } from './day-count.ts'
import { LawError } from './errors.ts'
import { type InterestRate, earlier, interestRateOn, millionths } from './interest-rate.ts'
import { LAW, type Law } from './law.ts'
import { type Citation, type Country, type DebtorType, type RuleStatus, cite, statusOf } from './rule.ts'

export interface CapitalStep {
  /** The first day that bears interest on this capital: the day after a part was paid. */
  from: CivilDate
  /** Minor units. */
  capital: bigint
}

export interface InterestInput {
  country: Country
  debtorType: DebtorType
  currency: string
  /** Minor units; or what was owed when, in order of dates, the first from the first day of interest or before. */
  capital: bigint | readonly CapitalStep[]
  /** The due date; not counted itself. Where none was agreed, `sent` instead. */
  due?: CivilDate
  /** When the invoice was sent, where no due date was agreed: it counts as due 30 days (by rule) later. */
  sent?: string
  /** The day on which the claim arose: rules about agreements follow it. Where it is not known, the due date. */
  origin?: string
  /** The day of payment, or today: counted itself. */
  until: CivilDate
  /** Percent a year that the parties agreed on. 0: no interest. */
  agreedPercentage?: number
}

export interface InterestPeriod {
  /** Both counted. */
  from: CivilDate
  to: CivilDate
  /** By the country's day count. */
  days: number
  /** Minor units. */
  capital: bigint
  /** Percent a year. */
  rate: number
  referenceRate?: number
  margin?: number
  rule: string
  source: string
  status: RuleStatus
  /** Everything that the rate rests on. */
  rules: Citation[]
  note?: string
  /** This period's interest before rounding, major units, cut to six decimals for reading. */
  unrounded: string
}

export interface LateInterest {
  /** Minor units. */
  amount: bigint
  currency: string
  /** The day from which interest runs. */
  start: CivilDate
  periods: InterestPeriod[]
  /** Sources of the calculation besides the rates: when interest starts, how days are counted, how it is rounded. */
  rules: Citation[]
  status: RuleStatus
  /** The interest unrounded, as a fraction of minor units. */
  exact: { numerator: bigint; denominator: bigint }
}

/** Percent in millionths of a hundred, and a year's parts: amount = capital × rate × days ÷ this × parts per year length. */
const DENOMINATOR = 100n * 1_000_000n * YEAR_PARTS
const YEARS_MAX = 100

/** @throws LawError NO_RULE, UNVERIFIED_RULE, INPUT */
export function lateInterest(input: InterestInput, law: Law = LAW): LateInterest {
  check(input)
  const { country, debtorType, currency, until } = input
  const debtor = { country, debtorType }
  const noDueDate = input.due === undefined ? law.need(debtor, 'NO_DUE_DATE_DAYS', input.sent ?? until) : undefined
  const due = input.due ?? addDays(input.sent ?? until, noDueDate?.value.days ?? 0)
  const whose = { ...debtor, due, ...omitUndefined({ origin: input.origin }) }
  const startRule = law.need(whose, 'INTEREST_START', due)
  const start = addDays(due, startRule.value.days)
  const steps = typeof input.capital === 'bigint' ? [{ from: start, capital: input.capital }] : input.capital
  const [first] = steps
  if (first === undefined || first.from > start) {
    throw new LawError('INPUT', `The first capital holds from ${start}, the first day of interest, or before.`)
  }
  const countRule = law.need(whose, 'DAY_COUNT', start)
  const rounding = law.need(whose, 'ROUNDING', start)
  const count = dayCount(countRule.value.word)
  const rateOn = (date: CivilDate) => interestRateOn(whose, date, law, input.agreedPercentage)
  const pieces = until < start ? [] : cut({ start, until, steps, count, rateOn })
  let numerator = 0n
  for (const { part } of pieces) numerator += part
  const rules = [startRule, ...(noDueDate === undefined ? [] : [noDueDate]), countRule, rounding].map(cite)
  const periods = pieces.map(({ period }) => period)
  return {
    amount: halfUp(numerator, DENOMINATOR),
    currency,
    start,
    periods,
    rules,
    status: statusOf([...rules, ...periods]),
    exact: { numerator, denominator: DENOMINATOR },
  }
}

interface Cutting {
  start: CivilDate
  until: CivilDate
  steps: readonly CapitalStep[]
  count: DayCount
  rateOn: (date: CivilDate) => InterestRate
}

/** The time from start to end, in pieces within which neither rate nor capital changes. */
function cut({ start, until, steps, count, rateOn }: Cutting): { period: InterestPeriod; part: bigint }[] {
  const pieces: { period: InterestPeriod; part: bigint }[] = []
  for (let from = start; from <= until; ) {
    const next = steps.findIndex((step) => step.from > from)
    const capital = steps.at(next < 0 ? -1 : next - 1)?.capital ?? 0n
    const stepEnd = next < 0 ? null : addDays(steps[next]?.from ?? until, -1)
    if (capital === 0n) {
      if (stepEnd === null) break
      from = addDays(stepEnd, 1)
      continue
    }
    const rate = rateOn(from)
    const yearEnd = count.splitsYears ? `${from.slice(0, 4)}-12-31` : null
    const to = earlier(earlier(earlier(until, stepEnd), rate.until), yearEnd) ?? until
    pieces.push(piece(from, to, capital, rate, count))
    from = addDays(to, 1)
  }
  return pieces
}

function piece(from: CivilDate, to: CivilDate, capital: bigint, rate: InterestRate, count: DayCount) {
  const days = count.days(from, to)
  const part = capital * BigInt(millionths(rate.rate)) * BigInt(days) * (YEAR_PARTS / count.yearDays(from))
  const { until: _, rule, rules, ...rest } = rate
  const period: InterestPeriod = {
    from,
    to,
    days,
    capital,
    ...rest,
    rule: rule.rule,
    source: rule.source,
    status: statusOf(rules),
    rules,
    unrounded: readable(part),
  }
  return { period, part }
}

/** Half up, of what is not below zero. */
function halfUp(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator)
}

function readable(part: bigint): string {
  const digits = ((part * 10_000n) / DENOMINATOR).toString().padStart(7, '0')
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`
}

function check({ capital, due, sent, until, agreedPercentage }: InterestInput): void {
  if ((due === undefined) === (sent === undefined)) {
    throw new LawError('INPUT', 'Interest needs either the due date, or the day on which the invoice was sent.')
  }
  const steps = typeof capital === 'bigint' ? [] : capital
  for (const date of [due ?? sent ?? '', until, ...steps.map(({ from }) => from)]) {
    if (!isCivilDate(date)) throw new LawError('INPUT', `"${date}" is not a date such as 2026-01-31.`)
  }
  if (Number(until.slice(0, 4)) - Number((due ?? sent ?? '').slice(0, 4)) > YEARS_MAX) {
    throw new LawError('INPUT', `Interest is calculated over at most ${YEARS_MAX} years.`)
  }
  for (const amount of typeof capital === 'bigint' ? [capital] : steps.map((step) => step.capital)) {
    if (amount < 0n) throw new LawError('INPUT', 'Capital below zero bears no interest.')
  }
  const astray = steps.find((step, i) => i > 0 && step.from <= (steps[i - 1]?.from ?? ''))
  if (astray !== undefined) {
    throw new LawError('INPUT', `The steps of capital are in order, one a day: that of ${astray.from} is not.`)
  }
  if (agreedPercentage !== undefined && !(agreedPercentage >= 0 && agreedPercentage <= 1_000)) {
    throw new LawError('INPUT', `${agreedPercentage} is not a percentage from 0 to 1000.`)
  }
}
