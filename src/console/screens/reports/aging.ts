/** The sums that debtors owe, by age: in the chart by kind, in the table by client. */
import { civilDateAt } from '@saatava/core/dates.ts'
import { AGE_BANDS, dueDatesOf } from '../../../reports/ages.ts'
import { REPORT_ZONE } from '../../../reports/report.ts'
import { type AgingRow, KINDS_OWED, aging } from '../../../reports/stock.ts'
import { html } from '../../html.ts'
import { money } from '../../parts/money.ts'
import { bars } from '../../parts/svg.ts'
import { withQuery } from '../../parts/url.ts'
import { type Report, units } from './kit.ts'
import { rounded } from './stock.ts'

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

export const agingReport: Report<AgingRow> = {
  id: 'aging',
  tells: 'The sums that debtors owe on open cases, by the days since the due date. A row of the table is a client.',
  read: aging,
  empty: 'Nobody owes anything on an open case.',
  chart: (rows, { ctx, currency, to }) =>
    bars({
      ...{ title: 'Owed by age', parts: KINDS_OWED, says: units(currency) },
      tells: 'One bar for each age, divided into capital, interest, the creditors’ costs and the agency’s fees.',
      bars: AGE_BANDS.map((label, age) => ({
        label,
        values: KINDS_OWED.map((_kind, kind) => total(rows.map(({ owed }) => owed[age]?.[kind] ?? 0))),
        href: to('/console/cases', dueDatesOf(age, civilDateAt(ctx.platform.clock.now(), REPORT_ZONE))),
      })),
    }),
  columns: ({ ctx, currency }) => [
    {
      head: 'Client',
      cell: ({ clientId }) => html`<a href="/console/cases?client=${clientId}">${clientId}</a>`,
      csv: ({ clientId }) => clientId,
    },
    {
      ...{ head: 'Owed', isNumber: true },
      cell: ({ owed }) => money(total(owed.flat()), currency),
      csv: ({ owed }) => rounded(total(owed.flat())),
    },
    ...AGE_BANDS.map((head, age) => ({
      ...{ head, isNumber: true as const },
      cell: ({ clientId, owed }: AgingRow) =>
        total(owed[age] ?? []) !== 0 &&
        money(
          total(owed[age] ?? []),
          currency,
          withQuery('/console/cases', {
            client: String(clientId),
            ...dueDatesOf(age, civilDateAt(ctx.platform.clock.now(), REPORT_ZONE)),
          }),
        ),
      csv: ({ owed }: AgingRow) => rounded(total(owed[age] ?? [])),
    })),
  ],
}
