/** Settlements: the list, and one settlement with what proves each of its lines. */
import type { ClientId } from '@saatava/core/ids.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import { Type } from 'typebox'
import { clientCtx } from '../../platform/context.ts'
import { oneOf } from '../../platform/http/schema.ts'
import { browseSettlements } from '../../settlements/browse/browse-settlements.ts'
import { proveSettlement } from '../../settlements/browse/prove-settlement.ts'
import type { BrowsedSettlement } from '../../settlements/browse/queries.ts'
import { payoutOf } from '../../settlements/settlement.ts'
import { showSettlement } from '../../settlements/show-settlement.ts'
import { html } from '../html.ts'
import { list } from '../list/list.ts'
import type { Filter, ListColumn } from '../list/spec.ts'
import { page } from '../page.ts'
import { money } from '../parts/money.ts'
import type { ConsoleCtx, PageAnswer, Screen } from '../shell.ts'
import { accountOf, payoutBadge, settlementPath } from './settlements/parts.ts'
import { payoutActs } from './settlements/payout-acts.ts'
import { proofOf } from './settlements/proof.ts'

const LINES = 100
const ListQuery = Type.Object({ state: Type.Optional(oneOf(['all'])) })
const Params = Type.Object({
  clientIdentifier: Type.Integer({ minimum: 1 }),
  settlementId: Type.Integer({ minimum: 1 }),
})
const LinesQuery = Type.Object({ after: Type.Optional(Type.Integer({ minimum: 0 })) })

export const settlements: Screen = {
  menu: { path: '/console/settlements', label: 'Settlements', permission: 'settlement.read', group: 'Money' },
  routes(shell) {
    list(shell, {
      ...{ path: '/settlements', name: 'settlements', nouns: ['settlement', 'settlements'], title: 'Settlements' },
      ...{ permission: 'settlement.read', query: ListQuery, filters: () => FILTERS, columns: COLUMNS },
      keyOf: ({ clientId, settlementId }) => `${settlementId}-${clientId}`,
      read: (ctx, { client, state }, { limit, after }) =>
        browseSettlements(ctx, {
          ...{ clientId: ctx.clientId ?? client ?? null, openOnly: state !== 'all' },
          ...{ limit, after: after ?? null },
        }),
      empty: html`Every settlement is paid. <a href="/console/settlements?state=all">Show all settlements</a>`,
    })
    page(shell, {
      ...{ path: '/client/:clientIdentifier/settlement/:settlementId', permission: 'settlement.read' },
      ...{ params: Params, query: LinesQuery },
      data: {
        apiPath: ({ params }) => `/api/v1/partner/settlements/${params.settlementId}`,
        read: async (ctx, { params }) =>
          (await showSettlement(clientCtx(ctx, params.clientIdentifier), params.settlementId)).body,
      },
      show: (ctx, { params, query, url }) =>
        onePage(ctx, {
          ...{ clientId: params.clientIdentifier, settlementId: params.settlementId },
          ...{ after: query.after ?? 0, url },
        }),
    })
    payoutActs(shell)
  },
}

const FILTERS: readonly Filter[] = [
  {
    ...{ name: 'state', label: 'State' },
    options: [
      { value: '', label: 'not paid yet' },
      { value: 'all', label: 'every state' },
    ],
  },
  { name: 'client', label: 'Client', type: 'number' },
]

const COLUMNS: readonly ListColumn<BrowsedSettlement>[] = [
  {
    ...{ id: 'number', head: 'Settlement' },
    cell: (row) => html`<a href="${settlementPath(row)}">${row.settlementId}</a>`,
    csv: ({ settlementId }) => settlementId,
  },
  { id: 'client', head: 'Client', cell: ({ clientId }) => clientId, csv: ({ clientId }) => clientId },
  {
    id: 'date',
    head: 'Date',
    cell: ({ settlementDate }) => settlementDate,
    csv: ({ settlementDate }) => settlementDate,
  },
  {
    ...{ id: 'lines', head: 'Lines', isNumber: true },
    cell: ({ lineCount }) => lineCount,
    csv: ({ lineCount }) => lineCount,
  },
  {
    ...{ id: 'amount', head: 'Amount', isNumber: true },
    cell: (row) => money(minorToNumber(row.amount), row.currency, settlementPath(row)),
    csv: ({ amount }) => minorToNumber(amount),
  },
  {
    ...{ id: 'commission', head: 'Commission', isNumber: true, isExtra: true },
    cell: ({ commission, currency }) => money(minorToNumber(commission), currency),
    csv: ({ commission }) => minorToNumber(commission),
  },
  {
    ...{ id: 'paid', head: 'To pay', isNumber: true },
    cell: (row) => money(minorToNumber(payoutOf(row)), row.currency),
    csv: (row) => minorToNumber(payoutOf(row)),
  },
  {
    id: 'currency',
    head: 'Currency',
    cell: ({ currency }) => currency,
    csv: ({ currency }) => currency,
    isExtra: true,
  },
  {
    ...{ id: 'account', head: 'To account' },
    cell: ({ beneficiary }) => html`<code>${accountOf(beneficiary)}</code>`,
    csv: ({ beneficiary }) => accountOf(beneficiary),
  },
  {
    ...{ id: 'state', head: 'State' },
    cell: ({ state, doubt }) => payoutBadge(state, doubt),
    csv: ({ state, doubt }) => `${state ?? 'NOTHING_TO_PAY'}${doubt === null ? '' : ' (doubtful)'}`,
  },
]

async function onePage(
  ctx: ConsoleCtx,
  { clientId, settlementId, after, url }: { clientId: ClientId; settlementId: number; after: number; url: string },
): Promise<PageAnswer> {
  const proof = await proveSettlement(clientCtx(ctx, clientId), { settlementId, after, limit: LINES })
  return { title: `Settlement ${settlementId}`, body: proofOf(ctx, proof, { after, url }) }
}
