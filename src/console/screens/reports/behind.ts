/** The cases behind a bar of the reports of recovery, losses and fees. */
import type { ClientId } from '@saatava/core/ids.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import { Type } from 'typebox'
import { date, oneOf, text } from '../../../platform/http/schema.ts'
import type { BehindRow } from '../../../reports/behind-queries.ts'
import { BEHIND, listBehind } from '../../../reports/list-behind.ts'
import { html } from '../../html.ts'
import { list } from '../../list/list.ts'
import { ofEachClient } from '../../list/over-clients.ts'
import type { ListColumn } from '../../list/spec.ts'
import { money } from '../../parts/money.ts'
import { casePath } from '../../parts/paths.ts'
import type { Shell } from '../../shell.ts'
import { titled } from '../case/words.ts'

export const CASES = '/console/reports/cases'

const Query = Type.Object({ report: oneOf(BEHIND), from: date(), to: date(), rule: Type.Optional(text(100)) })
const TITLES = { recovery: 'Cases opened', losses: 'Claims given up', fees: 'Fees charged' }

type Row = BehindRow & { clientId: ClientId }

export function behindList(shell: Shell): void {
  list(shell, {
    ...{ path: '/reports/cases', name: 'report-cases', nouns: ['case', 'cases'], title: 'Cases' },
    ...{ permission: 'report.read', query: Query, columns: COLUMNS, filters: () => [] },
    titleOf: ({ report, from, to, rule }) =>
      `${TITLES[report]} from ${from} to ${to}${rule === undefined ? '' : ` by ${rule}`}`,
    keyOf: ({ caseId, id }) => `${caseId}-${id}`,
    read: (ctx, { report, from, to, rule }, place) =>
      ofEachClient(ctx, place, (client, own) => listBehind(client, { report, from, to, rule, ...own })),
    above: (_ctx, { report }) => html`<p><a href="/console/reports/${report}">Back to the report</a></p>`,
    empty: 'No case is behind this.',
  })
}

const COLUMNS: readonly ListColumn<Row>[] = [
  {
    ...{ id: 'case', head: 'Case' },
    cell: (row) => html`<a href="${casePath(row)}">${row.caseId}</a>`,
    csv: ({ caseId }) => caseId,
  },
  { id: 'client', head: 'Client', cell: ({ clientId }) => clientId, csv: ({ clientId }) => clientId },
  { id: 'day', head: 'Day', cell: ({ day }) => html`<span class="day">${day}</span>`, csv: ({ day }) => day },
  { id: 'kind', head: 'What', cell: ({ kind }) => titled(kind), csv: ({ kind }) => kind },
  {
    ...{ id: 'amount', head: 'Amount', isNumber: true },
    cell: (row) => money(minorToNumber(BigInt(row.amount)), row.currency, casePath(row, 'claim')),
    csv: ({ amount }) => minorToNumber(BigInt(amount)),
  },
  {
    id: 'currency',
    head: 'Currency',
    cell: ({ currency }) => currency,
    csv: ({ currency }) => currency,
    isExtra: true,
  },
]
