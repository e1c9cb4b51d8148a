/** The invoices of a client or of all clients. At first it shows those that have not left yet. */
import { INVOICE_TYPES } from '@saatava/einvoice/model/document.ts'
import type { ClientId } from '@saatava/core/ids.ts'
import { type Static, Type } from 'typebox'
import { countInvoices } from '../../case-api/lists/count-invoices.ts'
import { listInvoices } from '../../case-api/lists/list-invoices.ts'
import type { InvoicesQuery, ListedInvoice } from '../../case-api/lists/schemas.ts'
import { INVOICE_STATUSES } from '../../invoices/states.ts'
import { oneOf } from '../../platform/http/schema.ts'
import { html } from '../html.ts'
import { DUE_FILTERS, DUE_QUERY, dueAsked } from '../list/by-due-date.ts'
import { list } from '../list/list.ts'
import { placeOf, rowsOf } from '../list/of-answer.ts'
import { countOverClients, ofEachClient } from '../list/over-clients.ts'
import type { Filter, ListColumn, Place, Rows } from '../list/spec.ts'
import { money } from '../parts/money.ts'
import { when } from '../parts/when.ts'
import type { ConsoleCtx, Screen } from '../shell.ts'
import { invoicePath, paymentBadge, statusBadge } from './invoice-parts.ts'

const LEFT = 'LEFT'
const ALL = 'ALL'

const Query = Type.Object({
  status: Type.Optional(oneOf([...INVOICE_STATUSES, LEFT, ALL])),
  type: Type.Optional(oneOf(INVOICE_TYPES)),
  ...DUE_QUERY,
})
type Query = Static<typeof Query>

type Row = ListedInvoice & { clientId: ClientId }

export const invoices: Screen = {
  menu: { path: '/console/invoices', label: 'Invoices', permission: 'invoice.read', group: 'Work' },
  routes(shell) {
    list(shell, {
      ...{ path: '/invoices', name: 'invoices', nouns: ['invoice', 'invoices'], title: 'Invoices' },
      ...{ permission: 'invoice.read', query: Query, columns: COLUMNS, filters: () => FILTERS, read },
      keyOf: ({ invoiceId }) => invoiceId,
      bulk: {
        acts: ['invoice.approve'],
        keyOf: ({ clientId, invoiceNumber, type }) => `${clientId}.${invoiceNumber}.${type}`,
      },
      count: (ctx, query, max) =>
        countOverClients(ctx, max, (client, left) => countInvoices(client, askedBy(query), left)),
      empty: html`Every invoice has left. <a href="/console/invoices?status=${ALL}">Show the invoices of every status</a>`,
    })
  },
}

function read(ctx: ConsoleCtx, query: Query, place: Place): Promise<Rows<Row>> {
  return ofEachClient(ctx, place, async (client, own) =>
    rowsOf<ListedInvoice>(await listInvoices(client, { ...askedBy(query), ...placeOf(own) }), 'invoices'),
  )
}

/** The filter in the words of the API. */
function askedBy(query: Query): InvoicesQuery {
  const { status, type } = query
  return {
    ...(status === undefined ? { finished: false } : {}),
    ...(status === LEFT ? { finished: true } : {}),
    ...(status === undefined || status === LEFT || status === ALL ? {} : { status }),
    ...(type === undefined ? {} : { type }),
    ...dueAsked(query),
  }
}

const FILTERS: readonly Filter[] = [
  {
    ...{ name: 'status', label: 'Status' },
    options: [
      { value: '', label: 'not left yet' },
      ...INVOICE_STATUSES.map((status) => ({ value: status, label: status })),
      { value: LEFT, label: 'left' },
      { value: ALL, label: 'every status' },
    ],
  },
  {
    ...{ name: 'type', label: 'Type' },
    options: [{ value: '', label: 'every type' }, ...INVOICE_TYPES.map((type) => ({ value: type, label: type }))],
  },
  ...DUE_FILTERS,
]

const COLUMNS: readonly ListColumn<Row>[] = [
  {
    ...{ id: 'number', head: 'Invoice' },
    cell: (row) => html`<a href="${invoicePath(row.clientId, row)}">${row.invoiceNumber}</a>`,
    csv: ({ invoiceNumber }) => invoiceNumber,
  },
  { id: 'client', head: 'Client', cell: ({ clientId }) => clientId, csv: ({ clientId }) => clientId },
  { id: 'type', head: 'Type', cell: ({ type }) => type, csv: ({ type }) => type, isExtra: true },
  { id: 'status', head: 'Status', cell: ({ status }) => statusBadge(status), csv: ({ status }) => status },
  { id: 'buyer', head: 'Buyer', cell: ({ buyerName }) => buyerName, csv: ({ buyerName }) => buyerName },
  {
    ...{ id: 'date', head: 'Invoice date', isExtra: true },
    cell: ({ invoiceDate }) => invoiceDate,
    csv: ({ invoiceDate }) => invoiceDate,
  },
  { id: 'due', head: 'Due', cell: ({ dueDate }) => dueDate, csv: ({ dueDate }) => dueDate },
  {
    ...{ id: 'total', head: 'Total', isNumber: true },
    cell: (row) => money(row.amounts.totalAmount, row.currency, invoicePath(row.clientId, row)),
    csv: ({ amounts }) => amounts.totalAmount,
  },
  {
    ...{ id: 'currency', head: 'Currency', isExtra: true },
    cell: ({ currency }) => currency,
    csv: ({ currency }) => currency,
  },
  {
    ...{ id: 'payment', head: 'Payment' },
    cell: ({ paymentState }) => paymentBadge(paymentState),
    csv: ({ paymentState }) => paymentState,
  },
  {
    ...{ id: 'case', head: 'Case' },
    cell: ({ case: debt, clientId }) =>
      debt !== null && html`<a href="/console/client/${clientId}/case/${debt.caseId}">${debt.caseId}</a>`,
    csv: ({ case: debt }) => debt?.caseId ?? null,
  },
  {
    ...{ id: 'open', head: 'Open', isNumber: true },
    cell: ({ case: debt, clientId, currency }) =>
      debt !== null && money(debt.openAmount, currency, `/console/client/${clientId}/case/${debt.caseId}`),
    csv: ({ case: debt }) => debt?.openAmount ?? null,
  },
  {
    ...{ id: 'reference', head: 'Payment reference', isExtra: true },
    cell: ({ paymentReference }) => paymentReference !== null && html`<code data-copy>${paymentReference}</code>`,
    csv: ({ paymentReference }) => paymentReference,
  },
  {
    ...{ id: 'submitted', head: 'Submitted', isExtra: true },
    cell: ({ submittedAt }) => when(new Date(submittedAt)),
    csv: ({ submittedAt }) => submittedAt,
  },
]
