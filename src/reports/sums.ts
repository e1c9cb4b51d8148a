/** Reports of a year and more: recovery by quarter of opening, credit losses by month, fees by rule. */
import { type CivilDate, addDays, civilDateAt } from '@saatava/core/dates.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import type { Ctx } from '../platform/context.ts'
import { bounded } from './bounded.ts'
import { type Asked, REPORT_ZONE } from './report.ts'
import { type FeeRow, type LossRow, sumCohorts, sumFees, sumLosses, sumRecovered } from './sums-queries.ts'

const QUARTERS = 6
const MONTHS_OF_LOSSES = 12
const DAYS_OF_FEES = 365
/** The months that the curve has; later payments count in what was paid so far. */
export const RECOVERY_MONTHS = 12

export interface Cohort {
  currency: string
  /** The first day of the quarter. */
  quarter: CivilDate
  cases: number
  capital: number
  /** Share of the capital that was paid so far, in percent. */
  soFar: number
  /** The share within one month, within two, and so on; it ends where months have not passed yet. */
  recovered: readonly number[]
}

/** The share of capital that was paid, by the quarter in which cases were opened and the months since. */
export async function recovery(ctx: Ctx, { clientId }: Asked): Promise<Cohort[]> {
  const today = todayOf(ctx)
  const filter = { clientId: clientId ?? null, since: monthsBefore(quarterOf(today), 3 * (QUARTERS - 1)) }
  const { cohorts, paid } = await bounded(ctx, async (tx) => ({
    cohorts: await sumCohorts(tx, filter),
    paid: await sumRecovered(tx, { ...filter, monthsMax: RECOVERY_MONTHS }),
  }))
  return cohorts.map(({ currency, quarter, cases, capital }) => {
    const own = paid.filter((row) => row.currency === currency && row.quarter === quarter)
    const whole = BigInt(capital)
    const shareWithin = (months: number) => {
      const sum = own.reduce((total, row) => (row.months < months ? total + BigInt(row.capital) : total), 0n)
      return whole === 0n ? 0 : Number((sum * 1_000n) / whole) / 10
    }
    const recovered = Array.from({ length: monthsPassed(quarter, today) }, (_month, i) => shareWithin(i + 1))
    return {
      currency,
      quarter,
      cases,
      capital: minorToNumber(whole),
      soFar: shareWithin(RECOVERY_MONTHS + 1),
      recovered,
    }
  })
}

/** Whole months since the last case of a quarter was opened. */
function monthsPassed(quarter: CivilDate, today: CivilDate): number {
  const days = (Date.parse(today) - Date.parse(monthsBefore(quarter, -3))) / 86_400_000
  return Math.min(Math.max(Math.floor(days / 30), 0), RECOVERY_MONTHS)
}

export interface MonthOfLosses {
  currency: string
  /** The first day of the month. */
  month: CivilDate
  cases: number
  writtenOff: number
  withdrawn: number
  waived: number
}

/** Claims that were given up, by month, for a year. */
export async function losses(ctx: Ctx, { clientId }: Asked): Promise<MonthOfLosses[]> {
  const thisMonth = `${todayOf(ctx).slice(0, 7)}-01`
  const since = monthsBefore(thisMonth, MONTHS_OF_LOSSES - 1)
  const rows = await bounded(ctx, (tx) => sumLosses(tx, { clientId: clientId ?? null, since }))
  return [...new Set(rows.map(({ currency }) => currency))].flatMap((currency) =>
    Array.from({ length: MONTHS_OF_LOSSES }, (_month, i) => {
      const month = monthsBefore(since, -i)
      const own = rows.filter((row) => row.currency === currency && row.month === month)
      const sumOf = (kind: LossRow['kind']) => minorToNumber(BigInt(own.find((row) => row.kind === kind)?.amount ?? 0))
      return {
        ...{ currency, month, cases: own.reduce((sum, row) => sum + row.cases, 0) },
        ...{ writtenOff: sumOf('WRITTEN_OFF'), withdrawn: sumOf('WITHDRAWN'), waived: sumOf('WAIVED') },
      }
    }),
  )
}

export interface FeesOfRule extends Omit<FeeRow, 'amount'> {
  amount: number
}

/** Fees that steps charged in the last year, by the rule that allows them. */
export async function fees(ctx: Ctx, { clientId }: Asked): Promise<FeesOfRule[]> {
  const since = feesSince(ctx)
  const rows = await bounded(ctx, (tx) => sumFees(tx, { clientId: clientId ?? null, since }))
  return rows.map((row) => ({ ...row, amount: minorToNumber(BigInt(row.amount)) }))
}

/** The first day of the report of fees. */
export function feesSince(ctx: Ctx): CivilDate {
  return addDays(todayOf(ctx), -DAYS_OF_FEES)
}

export function todayOf({ platform }: Ctx): CivilDate {
  return civilDateAt(platform.clock.now(), REPORT_ZONE)
}

function quarterOf(day: CivilDate): CivilDate {
  const month = Number(day.slice(5, 7))
  return `${day.slice(0, 4)}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`
}

/** @param day the first of a month */
function monthsBefore(day: CivilDate, months: number): CivilDate {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCMonth(at.getUTCMonth() - months)
  return at.toISOString().slice(0, 10)
}

/** The last day of so many months that begin with a day. */
export function lastDayOf(day: CivilDate, months: number): CivilDate {
  return addDays(monthsBefore(day, -months), -1)
}
