/** Money that came in, by week, and the payments of a week. */
import { addDays } from '@saatava/core/dates.ts'
import type { ClientId } from '@saatava/core/ids.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import { Type } from 'typebox'
import { date } from '../../../platform/http/schema.ts'
import { type Received, type WeekOfMoney, listReceived, moneyIn } from '../../../reports/money-in.ts'
import { html } from '../../html.ts'
import { list } from '../../list/list.ts'
import { ofEachClient } from '../../list/over-clients.ts'
import type { ListColumn } from '../../list/spec.ts'
import { money } from '../../parts/money.ts'
import { casePath } from '../../parts/paths.ts'
import { columns } from '../../parts/svg.ts'
import type { Shell } from '../../shell.ts'
import { type Report, units } from './kit.ts'
import { rounded } from './stock.ts'

const PAYMENTS = '/console/reports/money-in/payments'
const ReceivedQuery = Type.Object({ from: date(), to: date() })

const daysOf = (week: string) => ({ from: week, to: addDays(week, 6) })

export const moneyInReport: Report<WeekOfMoney> = {
  id: 'money-in',
  tells:
    'Payments by the week in which they were booked, for half a year. A payment that the bank took back is left out.',
  read: moneyIn,
  empty: html`No payment was booked in the last half year. <a href="/console/bank-files">Send a bank file</a>`,
  chart: (rows, { currency, to }) =>
    columns({
      ...{ title: 'Money in by week', parts: ['to client funds', 'straight to the creditor'], says: units(currency) },
      tells: 'One column for each week, named by its Monday.',
      bars: rows.map(({ week, bank, direct }) => ({
        ...{ label: week.slice(5), values: [bank, direct] },
        href: to(PAYMENTS, daysOf(week)),
      })),
    }),
  columns: ({ currency, to }) => [
    {
      head: 'Week from',
      cell: ({ week }) => html`<a class="day" href="${to(PAYMENTS, daysOf(week))}">${week}</a>`,
      csv: ({ week }) => week,
    },
    { head: 'Payments', isNumber: true, cell: ({ payments }) => payments, csv: ({ payments }) => payments },
    {
      ...{ head: 'To client funds', isNumber: true },
      cell: ({ bank }) => money(bank, currency),
      csv: ({ bank }) => bank,
    },
    {
      ...{ head: 'Straight to the creditor', isNumber: true },
      cell: ({ direct }) => money(direct, currency),
      csv: ({ direct }) => direct,
    },
    {
      ...{ head: 'Together', isNumber: true },
      cell: ({ bank, direct }) => money(bank + direct, currency),
      csv: ({ bank, direct }) => rounded(bank + direct),
    },
  ],
}

type Row = Received & { clientId: ClientId }

/** The payments behind a column. */
export function receivedList(shell: Shell): void {
  list(shell, {
    ...{ path: '/reports/money-in/payments', name: 'payments', nouns: ['payment', 'payments'], title: 'Payments' },
    ...{ permission: 'report.read', query: ReceivedQuery, columns: COLUMNS },
    titleOf: ({ from, to }) => `Payments booked from ${from} to ${to}`,
    filters: () => [],
    keyOf: ({ paymentId }) => paymentId,
    read: (ctx, { from, to }, place) =>
      ofEachClient(ctx, place, (client, own) => listReceived(client, { from, to, ...own })),
    empty: html`No payment was booked then. <a href="/console/reports/money-in">Go back to the weeks.</a>`,
  })
}

const COLUMNS: readonly ListColumn<Row>[] = [
  {
    ...{ id: 'day', head: 'Booked' },
    cell: ({ bookingDate }) => html`<span class="day">${bookingDate}</span>`,
    csv: ({ bookingDate }) => bookingDate,
  },
  { id: 'client', head: 'Client', cell: ({ clientId }) => clientId, csv: ({ clientId }) => clientId },
  { id: 'payer', head: 'Payer', cell: ({ payerName }) => payerName, csv: ({ payerName }) => payerName },
  {
    ...{ id: 'reference', head: 'Reference' },
    cell: ({ reference }) => reference && html`<code data-copy>${reference}</code>`,
    csv: ({ reference }) => reference,
  },
  {
    ...{ id: 'amount', head: 'Amount', isNumber: true },
    cell: ({ amount, currency }) => money(minorToNumber(BigInt(amount)), currency),
    csv: ({ amount }) => minorToNumber(BigInt(amount)),
  },
  {
    ...{ id: 'waits', head: 'Waits', isNumber: true },
    cell: ({ unallocated, currency }) =>
      unallocated !== '0' && money(minorToNumber(BigInt(unallocated)), currency, '/console/payments'),
    csv: ({ unallocated }) => minorToNumber(BigInt(unallocated)),
  },
  {
    ...{ id: 'cases', head: 'Cases' },
    cell: ({ clientId, caseIds }) =>
      caseIds.map((caseId) => html`<a href="${casePath({ clientId, caseId }, 'payments')}">${caseId}</a> `),
    csv: ({ caseIds }) => caseIds.join(' '),
  },
  {
    ...{ id: 'kind', head: 'Where' },
    cell: ({ kind }) => (kind === 'BANK' ? 'client funds' : 'the creditor'),
    csv: ({ kind }) => kind,
  },
]
