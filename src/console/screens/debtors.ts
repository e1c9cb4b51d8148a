/**
 * Debtors of a client or of all clients, and their search: one hit leads to its page, which says what is owed today and why. The
 * name that somebody searches for is in no address.
 */
import type { ClientId } from '@saatava/core/ids.ts'
import { DEBTOR_MARKS } from '@saatava/law/debtor-marks.ts'
import { type Static, Type } from 'typebox'
import { listDebtors } from '../../case-api/debtors/list-debtors.ts'
import type { DebtorView } from '../../case-api/debtors/schemas.ts'
import { type FoundDebtor, searchDebtors } from '../../case-api/debtors/search-debtors.ts'
import { oneOf, text } from '../../platform/http/schema.ts'
import { type Html, html } from '../html.ts'
import { list } from '../list/list.ts'
import { placeOf, rowsOf } from '../list/of-answer.ts'
import { ofEachClient } from '../list/over-clients.ts'
import type { Filter, ListColumn, Place, Rows } from '../list/spec.ts'
import { question } from '../page.ts'
import { badge } from '../parts/badge.ts'
import { money } from '../parts/money.ts'
import { casePath, debtorPath } from '../parts/paths.ts'
import { type Column, table } from '../parts/table.ts'
import { when } from '../parts/when.ts'
import type { ConsoleCtx, PageAnswer, Screen } from '../shell.ts'
import { worded } from './case/words.ts'

const TEXT_CHARACTERS_MAX = 200
const Query = Type.Object({
  cases: Type.Optional(oneOf(['closed', 'all'])),
  mark: Type.Optional(oneOf(DEBTOR_MARKS)),
})
type Query = Static<typeof Query>
const SearchForm = Type.Object({ text: text(TEXT_CHARACTERS_MAX) })

type Listed = Omit<Static<typeof DebtorView>, 'balances' | 'cases' | 'letters' | 'contactHistory' | 'markHistory'>
type Row = Listed & { clientId: ClientId }

export const debtors: Screen = {
  menu: { path: '/console/debtors', label: 'Debtors', permission: 'debtor.read', group: 'Work' },
  routes(shell) {
    list(shell, {
      ...{ path: '/debtors', name: 'debtors', nouns: ['debtor', 'debtors'], title: 'Debtors' },
      ...{ permission: 'debtor.read', query: Query, columns: COLUMNS, filters: () => FILTERS, read },
      keyOf: ({ debtorId }) => debtorId,
      above: () => searchForm(),
      empty: html`No debtor has an open case. <a href="/console/debtors?cases=all">Show all debtors</a>`,
    })
    question(shell, { path: '/debtors', permission: 'debtor.read', form: SearchForm, answer })
  },
}

function read(ctx: ConsoleCtx, { cases, mark }: Query, place: Place): Promise<Rows<Row>> {
  const asked = {
    ...(mark === undefined ? {} : { mark }),
    ...(cases === 'all' ? {} : { hasOpenCases: cases !== 'closed' }),
  }
  return ofEachClient(ctx, place, async (client, own) =>
    rowsOf<Listed>(await listDebtors(client, { ...asked, ...placeOf(own) }), 'debtors'),
  )
}

async function answer(ctx: ConsoleCtx, form: Static<typeof SearchForm>): Promise<PageAnswer | string> {
  const found = await searchDebtors(ctx, form.text)
  const [first] = found
  if (found.length === 1 && first !== undefined) return debtorPath(first)
  const columns: Column<FoundDebtor>[] = [
    { head: 'Debtor', cell: (row) => html`<a href="${debtorPath(row)}">${row.name}</a>` },
    { head: 'National id', cell: ({ nationalId }) => nationalId },
    { head: 'Town', cell: ({ town }) => town },
    { head: 'Client', cell: ({ clientId }) => clientId },
    { head: 'Owed today', isNumber: true, cell: owedBy },
  ]
  const empty = 'No debtor fits. Search for a word of the name, a national or business id, a reference or a case.'
  return {
    title: 'Debtors',
    body: html`${searchForm()}${table({ caption: 'Debtors that fit', columns, empty }, found)}`,
  }
}

function owedBy({ clientId, open }: FoundDebtor): Html {
  if (open.length === 0) return html`<span class="hint">nothing</span>`
  return html`${open.map(
    ({ caseId, amount, currency }) => html`${money(amount, currency, casePath({ clientId, caseId }, 'claim'))}<br>`,
  )}`
}

function searchForm(): Html {
  return html`<form method="post" action="/console/debtors" class="filters" role="search" aria-label="Search for a debtor">
<div class="field"><label for="text">Name, id, reference or case</label><input id="text" name="text" maxlength="${TEXT_CHARACTERS_MAX}" autocomplete="off" required autofocus></div>
<button class="first">Find</button></form>`
}

const FILTERS: readonly Filter[] = [
  {
    ...{ name: 'cases', label: 'Cases' },
    options: [
      { value: '', label: 'with an open case' },
      { value: 'closed', label: 'without an open case' },
      { value: 'all', label: 'all debtors' },
    ],
  },
  {
    ...{ name: 'mark', label: 'Mark' },
    options: [
      { value: '', label: 'any or none' },
      ...DEBTOR_MARKS.map((mark) => ({ value: mark, label: worded(mark) })),
    ],
  },
  { name: 'client', label: 'Client', type: 'number' },
]

const COLUMNS: readonly ListColumn<Row>[] = [
  {
    ...{ id: 'name', head: 'Debtor' },
    cell: (row) => html`<a href="${debtorPath(row)}">${row.name === '' ? 'erased' : row.name}</a>`,
    csv: ({ name }) => name,
  },
  { id: 'client', head: 'Client', cell: ({ clientId }) => clientId, csv: ({ clientId }) => clientId },
  { id: 'kind', head: 'Kind', cell: ({ kind }) => worded(kind), csv: ({ kind }) => kind },
  {
    ...{ id: 'id', head: 'Id' },
    cell: ({ nationalId, businessCode }) => nationalId ?? businessCode,
    csv: ({ nationalId, businessCode }) => nationalId ?? businessCode,
  },
  {
    ...{ id: 'town', head: 'Town', isExtra: true },
    cell: ({ contact }) => contact.address?.postalDistrict,
    csv: ({ contact }) => contact.address?.postalDistrict ?? null,
  },
  {
    ...{ id: 'marks', head: 'Marks' },
    cell: ({ marks }) => marks.map((mark) => html`${badge(worded(mark), 'bad')} `),
    csv: ({ marks }) => marks.join(' '),
  },
  {
    id: 'cases',
    head: 'Open cases',
    isNumber: true,
    cell: ({ openCases }) => openCases,
    csv: ({ openCases }) => openCases,
  },
  {
    ...{ id: 'changed', head: 'Changed', isExtra: true },
    cell: ({ updatedAt }) => when(new Date(updatedAt)),
    csv: ({ updatedAt }) => updatedAt,
  },
]
