/** Payment plans of a client or of all clients: broken ones first, because a person decides what follows. */
import { civilDateAt } from '@saatava/core/dates.ts'
import type { ClientId } from '@saatava/core/ids.ts'
import { type Static, Type } from 'typebox'
import { type ListedPlan, LISTED_STATES, countPlans, listPlans } from '../../dunning/plans/list-plans.ts'
import { oneOf } from '../../platform/http/schema.ts'
import { type Html, html } from '../html.ts'
import { list } from '../list/list.ts'
import { countOverClients, ofEachClient } from '../list/over-clients.ts'
import type { Filter, ListColumn, Place, Rows } from '../list/spec.ts'
import { money } from '../parts/money.ts'
import { casePath, debtorPath } from '../parts/paths.ts'
import { TIME_ZONE, when } from '../parts/when.ts'
import type { ConsoleCtx, Screen } from '../shell.ts'
import { instalments, planBadge } from './case/plan.ts'
import { worded } from './case/words.ts'

const ALL = 'ALL'
const Query = Type.Object({ state: Type.Optional(oneOf([...LISTED_STATES, ALL])) })
type Query = Static<typeof Query>
type Row = ListedPlan & { clientId: ClientId }

export const plans: Screen = {
  menu: { path: '/console/plans', label: 'Payment plans', permission: 'case.read', group: 'Work' },
  routes(shell) {
    list(shell, {
      ...{ path: '/plans', name: 'plans', nouns: ['plan', 'plans'], title: 'Payment plans' },
      ...{ permission: 'case.read', query: Query, columns: COLUMNS, filters: () => FILTERS, read },
      keyOf: ({ planId }) => planId,
      count: (ctx, query, max) =>
        countOverClients(ctx, max, (client, left) => countPlans(client, askedBy(query), left)),
      empty: html`No plan is broken, under way or offered. <a href="/console/plans?state=${ALL}">Show the plans of every state</a>`,
    })
  },
}

function read(ctx: ConsoleCtx, query: Query, place: Place): Promise<Rows<Row>> {
  return ofEachClient(ctx, place, (client, { limit, after }) =>
    listPlans(client, { ...askedBy(query), limit, ...(after === undefined ? {} : { after }) }),
  )
}

function askedBy({ state }: Query) {
  if (state === undefined) return {}
  return state === ALL ? { all: true } : { state }
}

const FILTERS: readonly Filter[] = [
  {
    ...{ name: 'state', label: 'State' },
    options: [
      { value: '', label: 'not finished' },
      ...LISTED_STATES.map((state) => ({ value: state, label: worded(state) })),
      { value: ALL, label: 'every state' },
    ],
  },
  { name: 'client', label: 'Client', type: 'number' },
]

const COLUMNS: readonly ListColumn<Row>[] = [
  {
    ...{ id: 'case', head: 'Case' },
    cell: (row) => html`<a href="${casePath(row, 'plan')}">${row.caseId}</a>`,
    csv: ({ caseId }) => caseId,
  },
  { id: 'client', head: 'Client', cell: ({ clientId }) => clientId, csv: ({ clientId }) => clientId },
  {
    ...{ id: 'debtor', head: 'Debtor' },
    cell: (row) => html`<a href="${debtorPath(row)}">${row.debtorName}</a>`,
    csv: ({ debtorName }) => debtorName,
  },
  { id: 'state', head: 'State', cell: ({ state }) => planBadge(state), csv: ({ state }) => state },
  {
    ...{ id: 'paid', head: 'Paid', isNumber: true },
    cell: (row) => html`${paidCount(row)} of ${row.instalments.length}`,
    csv: (row) => paidCount(row),
  },
  { id: 'next', head: 'Next instalment', cell: nextCell, csv: (row) => nextOf(row)?.dueDate ?? null },
  {
    ...{ id: 'open', head: 'Open', isNumber: true },
    cell: (row) => money(openOf(row), row.currency, casePath(row, 'plan')),
    csv: (row) => openOf(row),
  },
  {
    ...{ id: 'instalments', head: 'Instalments' },
    cell: (row, { now }) =>
      html`<details><summary>all ${row.instalments.length}</summary>${instalments(row, row.currency, civilDateAt(now, TIME_ZONE))}</details>`,
  },
  {
    ...{ id: 'offered', head: 'Offered', isExtra: true },
    cell: ({ createdAt }) => when(createdAt),
    csv: ({ createdAt }) => createdAt.toISOString(),
  },
]

function paidCount({ instalments: all }: Row): number {
  return all.filter(({ amount, paidAmount }) => paidAmount >= amount).length
}

function nextOf({ instalments: all }: Row) {
  return all.find(({ amount, paidAmount }) => paidAmount < amount)
}

function nextCell(row: Row): Html | null {
  const next = nextOf(row)
  if (next === undefined) return null
  return html`<span class="day">${next.dueDate}</span> ${money(next.amount - next.paidAmount, row.currency)}`
}

/** Summed in cents, since amounts are fractions. */
function openOf({ instalments: all }: Row): number {
  return all.reduce((cents, { amount, paidAmount }) => cents + Math.round((amount - paidAmount) * 100), 0) / 100
}
