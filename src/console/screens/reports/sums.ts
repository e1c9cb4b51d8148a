/** The reports of recovery, credit losses and fees. */
import { RECOVERY_MONTHS, type Cohort, type FeesOfRule, type MonthOfLosses } from '../../../reports/sums.ts'
import { fees, feesSince, lastDayOf, losses, recovery, todayOf } from '../../../reports/sums.ts'
import { html } from '../../html.ts'
import { money } from '../../parts/money.ts'
import { bars, columns, lines } from '../../parts/svg.ts'
import type { ConsoleCtx } from '../../shell.ts'
import { titled } from '../case/words.ts'
import { CASES } from './behind.ts'
import { type Report, units } from './kit.ts'
import { rounded } from './stock.ts'

const MONTHS_SHOWN = [1, 2, 3, 6, RECOVERY_MONTHS]

const openedIn = ({ quarter }: Cohort) => ({ report: 'recovery', from: quarter, to: lastDayOf(quarter, 3) })
const nameOf = ({ quarter }: Cohort) => `${quarter.slice(0, 4)} Q${Math.ceil(Number(quarter.slice(5, 7)) / 3)}`

export const recoveryReport: Report<Cohort> = {
  id: 'recovery',
  tells:
    'The share of the capital that was paid, by the quarter in which cases were opened. A month has 30 days. A figure appears when the whole quarter has had its time.',
  read: recovery,
  empty: 'No case was opened in the last six quarters.',
  chart: (rows) =>
    lines({
      ...{ title: 'Capital paid, by months since the opening', says: (value) => `${Math.round(value)} %` },
      tells: 'One line for each quarter; the table has the same shares.',
      along: Array.from({ length: RECOVERY_MONTHS }, (_month, i) => String(i + 1)),
      lines: rows.map((row) => ({ label: nameOf(row), values: row.recovered })),
    }),
  columns: ({ currency, to }) => [
    {
      head: 'Opened in',
      cell: (row) => html`<a href="${to(CASES, openedIn(row))}">${nameOf(row)}</a>`,
      csv: nameOf,
    },
    { head: 'Cases', isNumber: true, cell: ({ cases }) => cases, csv: ({ cases }) => cases },
    {
      ...{ head: 'Capital', isNumber: true },
      cell: ({ capital }) => money(capital, currency),
      csv: ({ capital }) => capital,
    },
    { head: 'So far, %', isNumber: true, cell: ({ soFar }) => soFar, csv: ({ soFar }) => soFar },
    ...MONTHS_SHOWN.map((months) => ({
      ...{ head: `Within ${months} ${months === 1 ? 'month' : 'months'}, %`, isNumber: true as const },
      cell: ({ recovered }: Cohort) => recovered[months - 1],
      csv: ({ recovered }: Cohort) => recovered[months - 1] ?? null,
    })),
  ],
}

const lostIn = ({ month }: MonthOfLosses) => ({ report: 'losses', from: month, to: lastDayOf(month, 1) })

export const lossesReport: Report<MonthOfLosses> = {
  id: 'losses',
  tells:
    'Claims that were given up, by the month of the booking: written off (also those that expired), withdrawn by the creditor, and waived.',
  read: losses,
  empty: 'Nothing was given up in the last twelve months.',
  chart: (rows, { currency, to }) =>
    columns({
      ...{ title: 'Credit losses by month', parts: ['written off', 'withdrawn', 'waived'], says: units(currency) },
      tells: 'One column for each month.',
      bars: rows.map((row) => ({
        ...{ label: row.month.slice(0, 7), values: [row.writtenOff, row.withdrawn, row.waived] },
        href: to(CASES, lostIn(row)),
      })),
    }),
  columns: ({ currency, to }) => [
    {
      head: 'Month',
      cell: (row) => html`<a class="day" href="${to(CASES, lostIn(row))}">${row.month.slice(0, 7)}</a>`,
      csv: ({ month }) => month.slice(0, 7),
    },
    { head: 'Times', isNumber: true, cell: ({ cases }) => cases, csv: ({ cases }) => cases },
    ...(['writtenOff', 'withdrawn', 'waived'] as const).map((kind) => ({
      ...{ head: { writtenOff: 'Written off', withdrawn: 'Withdrawn', waived: 'Waived' }[kind] },
      isNumber: true as const,
      cell: (row: MonthOfLosses) => money(row[kind], currency),
      csv: (row: MonthOfLosses) => row[kind],
    })),
    {
      ...{ head: 'Together', isNumber: true },
      cell: (row) => money(row.writtenOff + row.withdrawn + row.waived, currency),
      csv: (row) => rounded(row.writtenOff + row.withdrawn + row.waived),
    },
  ],
}

const chargedBy = (ctx: ConsoleCtx, { rule }: FeesOfRule) => ({
  ...{ report: 'fees', from: feesSince(ctx), to: todayOf(ctx) },
  ...(rule === null ? {} : { rule }),
})
const ruleName = ({ rule, kind }: FeesOfRule) => rule ?? `${titled(kind)}, no rule`

export const feesReport: Report<FeesOfRule> = {
  id: 'fees',
  tells: 'Fees that steps charged in the last 365 days, by the rule of law that allows them.',
  read: fees,
  empty: 'No step charged a fee in the last 365 days.',
  chart: (rows, { ctx, currency, to }) =>
    bars({
      ...{ title: 'Fees by rule', parts: ['charged'], says: units(currency) },
      tells: 'One bar for each rule, the largest sum first.',
      bars: rows.map((row) => ({
        ...{ label: ruleName(row), values: [row.amount], href: to(CASES, chargedBy(ctx, row)) },
      })),
    }),
  columns: ({ ctx, currency, to }) => [
    {
      head: 'Rule',
      cell: (row) => html`<a href="${to(CASES, chargedBy(ctx, row))}">${ruleName(row)}</a>`,
      csv: ({ rule }) => rule,
    },
    { head: 'Step', cell: ({ kind }) => titled(kind), csv: ({ kind }) => kind },
    { head: 'Charged', isNumber: true, cell: ({ charged }) => charged, csv: ({ charged }) => charged },
    {
      ...{ head: 'Sum', isNumber: true },
      cell: ({ amount }) => money(amount, currency),
      csv: ({ amount }) => amount,
    },
    {
      ...{ head: 'Taken back', isNumber: true },
      cell: ({ takenBack }) => takenBack,
      csv: ({ takenBack }) => takenBack,
    },
  ],
}
