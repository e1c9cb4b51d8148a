/** Open cases by stage and age. */
import { civilDateAt } from '@saatava/core/dates.ts'
import { AGE_BANDS, dueDatesOf } from '../../../reports/ages.ts'
import { REPORT_ZONE } from '../../../reports/report.ts'
import { type StockRow, stock } from '../../../reports/stock.ts'
import { html } from '../../html.ts'
import { money } from '../../parts/money.ts'
import { bars } from '../../parts/svg.ts'
import { titled } from '../case/words.ts'
import { type Report, units } from './kit.ts'

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

export const stockReport: Report<StockRow> = {
  id: 'stock',
  tells:
    'The sums that are owed today on open cases, by stage and by the days since the due date. Interest counts as far as it is booked.',
  read: stock,
  empty: html`No case is open. <a href="/console/invoices">Invoices</a> that pass their due date become cases.`,
  chart: (rows, { currency, to }) =>
    bars({
      ...{ title: 'Owed by stage and age', parts: AGE_BANDS, says: units(currency) },
      tells: `One bar for each stage, divided by age. In all ${units(currency)(total(rows.flatMap(({ owed }) => owed)))}.`,
      bars: rows.map(({ stage, owed }) => ({
        ...{ label: titled(stage), values: owed },
        href: to('/console/cases', { stage }),
      })),
    }),
  columns: ({ to, ctx, currency }) => [
    {
      head: 'Stage',
      cell: ({ stage }) => html`<a href="${to('/console/cases', { stage })}">${titled(stage)}</a>`,
      csv: ({ stage }) => stage,
    },
    { head: 'Cases', isNumber: true, cell: ({ cases }) => total(cases), csv: ({ cases }) => total(cases) },
    {
      ...{ head: 'Owed', isNumber: true },
      cell: ({ owed }) => money(total(owed), currency),
      csv: ({ owed }) => rounded(total(owed)),
    },
    ...AGE_BANDS.map((band, i) => ({
      ...{ head: band, isNumber: true as const },
      cell: ({ stage, cases, owed }: StockRow) =>
        (cases[i] ?? 0) > 0 &&
        html`<a href="${to('/console/cases', { stage, ...dueDatesOf(i, civilDateAt(ctx.platform.clock.now(), REPORT_ZONE)) })}">${cases[i]}</a><br><span class="hint">${money(owed[i] ?? 0, currency)}</span>`,
      csv: ({ owed }: StockRow) => owed[i] ?? 0,
    })),
  ],
}

/** A sum of exact cents is exact again. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
