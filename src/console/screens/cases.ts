/** The cases of a client or of all clients. At first it shows those that are open. */
import type { ClientId } from '@saatava/core/ids.ts'
import { type Static, Type } from 'typebox'
import { countCases } from '../../case-api/lists/count-cases.ts'
import { listCases } from '../../case-api/lists/list-cases.ts'
import type { CasesQuery, ListedCase } from '../../case-api/lists/schemas.ts'
import { CASE_STATUSES, STAGES } from '../../claims/states.ts'
import { oneOf } from '../../platform/http/schema.ts'
import { html } from '../html.ts'
import { DUE_FILTERS, DUE_QUERY, dueAsked } from '../list/by-due-date.ts'
import { list } from '../list/list.ts'
import { placeOf, rowsOf } from '../list/of-answer.ts'
import { countOverClients, ofEachClient } from '../list/over-clients.ts'
import type { Filter, ListColumn, Place, Rows } from '../list/spec.ts'
import { money } from '../parts/money.ts'
import { casePath, debtorPath } from '../parts/paths.ts'
import { when } from '../parts/when.ts'
import type { ConsoleCtx, Screen } from '../shell.ts'
import { statusBadge, titled, worded } from './case/words.ts'

const ALL = 'ALL'

const Query = Type.Object({
  status: Type.Optional(oneOf([...CASE_STATUSES, ALL])),
  stage: Type.Optional(oneOf(STAGES)),
  ...DUE_QUERY,
})
type Query = Static<typeof Query>

/** A row of the list is a case, and no invoice without one. */
type Listed = ListedCase & { caseId: number; debtorId: string }
type Row = Listed & { clientId: ClientId }

export const cases: Screen = {
  menu: { path: '/console/cases', label: 'Cases', permission: 'case.read', group: 'Work' },
  routes(shell) {
    list(shell, {
      ...{ path: '/cases', name: 'cases', nouns: ['case', 'cases'], title: 'Cases' },
      ...{ permission: 'case.read', query: Query, columns: COLUMNS, filters: () => FILTERS, read },
      keyOf: ({ caseId }) => String(caseId),
      bulk: {
        acts: ['case.approve', 'case.pause', 'case.resume', 'case.withdraw'],
        keyOf: ({ clientId, caseId }) => `${clientId}.${caseId}`,
      },
      count: (ctx, query, max) =>
        countOverClients(ctx, max, (client, left) => countCases(client, askedBy(query), left)),
      empty: html`No case is open. <a href="/console/cases?status=${ALL}">Show the cases of every status</a>`,
    })
  },
}

function read(ctx: ConsoleCtx, query: Query, place: Place): Promise<Rows<Row>> {
  return ofEachClient(ctx, place, async (client, own) =>
    rowsOf<Listed>(await listCases(client, { ...askedBy(query), ...placeOf(own) }), 'cases'),
  )
}

/** The filter in the words of the API. */
function askedBy(query: Query): CasesQuery {
  const { status, stage } = query
  return {
    ...(status === undefined ? { open: true } : {}),
    ...(status === undefined || status === ALL ? {} : { status }),
    ...(stage === undefined ? {} : { stage }),
    ...dueAsked(query),
  }
}

const FILTERS: readonly Filter[] = [
  {
    ...{ name: 'status', label: 'Status' },
    options: [
      { value: '', label: 'every open status' },
      ...CASE_STATUSES.map((status) => ({ value: status, label: worded(status) })),
      { value: ALL, label: 'every status' },
    ],
  },
  {
    ...{ name: 'stage', label: 'Stage' },
    options: [{ value: '', label: 'every stage' }, ...STAGES.map((stage) => ({ value: stage, label: worded(stage) }))],
  },
  ...DUE_FILTERS,
]

const COLUMNS: readonly ListColumn<Row>[] = [
  {
    ...{ id: 'case', head: 'Case' },
    cell: (row) => html`<a href="${casePath(row)}">${row.caseId}</a>`,
    csv: ({ caseId }) => caseId,
  },
  { id: 'client', head: 'Client', cell: ({ clientId }) => clientId, csv: ({ clientId }) => clientId },
  {
    ...{ id: 'debtor', head: 'Debtor' },
    cell: (row) => html`<a href="${debtorPath(row)}">${row.debtorName}</a>`,
    csv: ({ debtorName }) => debtorName,
  },
  {
    ...{ id: 'invoice', head: 'Invoice', isExtra: true },
    cell: ({ invoiceNumber }) => invoiceNumber,
    csv: ({ invoiceNumber }) => invoiceNumber,
  },
  { id: 'status', head: 'Status', cell: statusCell, csv: ({ status }) => status },
  { id: 'stage', head: 'Stage', cell: ({ stage }) => worded(stage ?? ''), csv: ({ stage }) => stage },
  {
    ...{ id: 'next', head: 'Next step' },
    cell: ({ nextDate }) => nextDate && html`<span class="day">${nextDate}</span>`,
    csv: ({ nextDate }) => nextDate,
  },
  {
    id: 'due',
    head: 'Due',
    cell: ({ dueDate }) => html`<span class="day">${dueDate}</span>`,
    csv: ({ dueDate }) => dueDate,
  },
  {
    ...{ id: 'owed', head: 'Owed today', isNumber: true },
    cell: (row) => money(row.openAmount ?? 0, row.currency, casePath(row, 'claim')),
    csv: ({ openAmount }) => openAmount,
  },
  {
    id: 'currency',
    head: 'Currency',
    cell: ({ currency }) => currency,
    csv: ({ currency }) => currency,
    isExtra: true,
  },
  {
    ...{ id: 'changed', head: 'Changed', isExtra: true },
    cell: ({ updatedAt }) => when(new Date(updatedAt)),
    csv: ({ updatedAt }) => updatedAt,
  },
]

function statusCell({ status, statusReason, closingReason }: Row) {
  const reason = closingReason ?? statusReason
  return html`${statusBadge(status ?? '')}${reason !== null && html`<br><span class="hint">${titled(reason)}</span>`}`
}
