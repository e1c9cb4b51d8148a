/** The settlements that come next: the clients with their days, and the settlement that a run would make today. */
import { minorToNumber } from '@saatava/core/money.ts'
import { Type } from 'typebox'
import { AppError } from '../../platform/errors.ts'
import { oneOf } from '../../platform/http/schema.ts'
import { amountOf } from '../../settlements/lines.ts'
import { browsePlanned } from '../../settlements/browse/browse-settlements.ts'
import { previewSettlement, settleSoon } from '../../settlements/browse/preview-settlement.ts'
import type { PlannedRow } from '../../settlements/browse/queries.ts'
import type { Settled } from '../../settlements/settle-client.ts'
import { payoutOf } from '../../settlements/settlement.ts'
import { type Html, html } from '../html.ts'
import { list } from '../list/list.ts'
import type { Filter, ListColumn } from '../list/spec.ts'
import { act, page } from '../page.ts'
import { badge } from '../parts/badge.ts'
import { facts } from '../parts/facts.ts'
import { greyed } from '../parts/greyed.ts'
import { money } from '../parts/money.ts'
import { refusalOf } from '../parts/refusal.ts'
import { table } from '../parts/table.ts'
import { when } from '../parts/when.ts'
import type { Screen } from '../shell.ts'
import { caseLink } from './payments/case-link.ts'
import { accountOf } from './settlements/parts.ts'

const LINES_SHOWN_MAX = 50
const ListQuery = Type.Object({ show: Type.Optional(oneOf(['blocked'])) })
const Params = Type.Object({
  clientIdentifier: Type.Integer({ minimum: 1 }),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
})

export const settlementsNext: Screen = {
  menu: { path: '/console/settlements-next', label: 'Settled next', permission: 'funds.read', group: 'Money' },
  routes(shell) {
    list(shell, {
      ...{ path: '/settlements-next', name: 'settled-next', nouns: ['client', 'clients'], title: 'Settled next' },
      ...{ permission: 'funds.read', query: ListQuery, filters: () => FILTERS, columns: COLUMNS },
      keyOf: ({ clientId, currency }) => `${clientId}-${currency}`,
      read: (ctx, { show }, { limit, after }) =>
        browsePlanned(ctx, { blockedOnly: show === 'blocked', limit, after: after ?? null }),
      empty: 'No payment of a client has been allocated yet, so nothing is to be settled.',
    })
    page(shell, {
      ...{ path: '/settlement-preview/:clientIdentifier/:currency', permission: 'funds.read', params: Params },
      async show(ctx, { params }) {
        const { clientIdentifier, currency } = params
        const clientId = clientIdentifier
        const settled = await previewSettlement(ctx, { clientId, currency })
        const refusal = refusalOf(ctx, 'settlement.run') ?? whyNot(settled)
        return {
          title: `If client ${clientId} were settled today`,
          body: html`${previewText(settled, currency)}
${
  refusal === undefined
    ? html`<form method="post" action="/console/settlement-preview/${clientId}/${currency}/settle"><button class="first">Settle the client now</button></form>`
    : greyed('Settle the client now', refusal)
}
<p class="hint">Nothing has been done: the settlement was made and rolled back.</p>
<p><a href="/console/settlements-next">All that are settled next</a></p>`,
        }
      },
    })
    act(shell, {
      ...{
        path: '/settlement-preview/:clientIdentifier/:currency/settle',
        permission: 'settlement.run',
        params: Params,
      },
      async preview(ctx, { params }) {
        const { clientIdentifier, currency } = params
        const settled = await previewSettlement(ctx, { clientId: clientIdentifier, currency })
        const refusal = whyNot(settled)
        if (refusal !== undefined) throw new AppError('RULE', refusal)
        return {
          title: `Settle client ${clientIdentifier}`,
          effect: html`<p>All currencies of the client are settled at once, or when the next banking day begins.</p>${previewText(settled, currency)}`,
          button: 'Settle the client now',
          back: `/console/settlement-preview/${clientIdentifier}/${currency}`,
        }
      },
      async perform(ctx, { params }) {
        await settleSoon(ctx, { clientId: params.clientIdentifier })
        shell.wake()
        return `/console/settlements?client=${params.clientIdentifier}&state=all&did=settled`
      },
    })
  },
}

const FILTERS: readonly Filter[] = [
  {
    ...{ name: 'show', label: 'Show' },
    options: [
      { value: '', label: 'every client' },
      { value: 'blocked', label: 'blocked clients alone' },
    ],
  },
]

const COLUMNS: readonly ListColumn<PlannedRow>[] = [
  {
    ...{ id: 'client', head: 'Client' },
    cell: ({ clientId, currency }) =>
      html`<a href="/console/settlement-preview/${clientId}/${currency}">${clientId}</a>`,
    csv: ({ clientId }) => clientId,
  },
  { id: 'currency', head: 'Currency', cell: ({ currency }) => currency, csv: ({ currency }) => currency },
  { id: 'next', head: 'Settled next', cell: ({ nextAt }) => when(nextAt), csv: ({ nextAt }) => nextAt.toISOString() },
  {
    ...{ id: 'blocked', head: 'Kept back by' },
    cell: ({ blocked }) => blocked !== null && badge(blocked.toLowerCase().replaceAll('_', ' '), 'bad'),
    csv: ({ blocked }) => blocked,
  },
]

/** Why nothing would be settled today; undefined: something would. */
function whyNot(settled: Settled): string | undefined {
  if (settled.kind === 'waits') return 'Nothing is owed to the client, or less than was taken back.'
  return settled.kind === 'blocked' ? settled.message : undefined
}

function previewText(settled: Settled, currency: string): Html {
  if (settled.kind === 'waits') return html`<p class="empty">Nothing would be settled.</p>`
  if (settled.kind === 'blocked') return html`<p>${badge('Blocked', 'bad')} ${settled.message}</p>`
  const { settlement, lines, more } = settled
  const shown = (minor: bigint) => money(minorToNumber(minor), currency)
  return html`${facts([
    ['Lines', html`${settlement.lineCount}${more && ' (the rest makes another settlement)'}`],
    ['Commission', shown(settlement.commission)],
    ['Settled', shown(settlement.amount)],
    ['Deductions', shown(-settlement.deducted)],
    ['Paid', html`<strong>${shown(payoutOf(settlement))}</strong>`],
    ['To', html`${settlement.beneficiary.name}, <code>${accountOf(settlement.beneficiary)}</code>`],
  ])}
${table(
  {
    caption: `The first ${Math.min(lines.length, LINES_SHOWN_MAX)} lines`,
    columns: [
      { head: 'Case', cell: ({ caseId }) => caseLink({ clientId: settlement.clientId, caseId }, String(caseId)) },
      { head: 'Counted from', cell: ({ allocatedOn }) => allocatedOn },
      { head: 'Commission', isNumber: true, cell: ({ commission }) => shown(-commission) },
      { head: 'To the client', isNumber: true, cell: (line) => shown(amountOf(line)) },
    ],
    empty: 'It has no lines.',
  },
  lines.slice(0, LINES_SHOWN_MAX),
)}`
}
