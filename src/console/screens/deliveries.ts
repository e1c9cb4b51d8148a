/** Deliveries by cause: failed and unknown ones grouped by what the other side said, and the group sent again at once. */
import { CHANNELS } from '@saatava/einvoice/model/channels.ts'
import { type Static, Type } from 'typebox'
import type { AmissRow, CauseRow } from '../../deliveries/cause-queries.ts'
import { causeInWords } from '../../distribution/delivery-causes.ts'
import { listAmiss, listCauses } from '../../distribution/list-causes.ts'
import { oneOf } from '../../platform/http/schema.ts'
import { type Html, html } from '../html.ts'
import { list } from '../list/list.ts'
import type { ListColumn } from '../list/spec.ts'
import { page } from '../page.ts'
import { badge } from '../parts/badge.ts'
import { select } from '../parts/form.ts'
import { greyed } from '../parts/greyed.ts'
import { refusalOf } from '../parts/refusal.ts'
import { table } from '../parts/table.ts'
import { withQuery } from '../parts/url.ts'
import { age } from '../parts/when.ts'
import type { ConsoleCtx, Screen } from '../shell.ts'

const PATH = '/console/deliveries'
const CAUSE = '/console/deliveries/cause'
const NAMES: Record<string, string> = { EMAIL: 'e-mail', PRINT: 'letter', EINVOICE: 'e-invoice' }

const Query = Type.Object({ channel: Type.Optional(oneOf(CHANNELS)) })
const CauseQuery = Type.Object({
  channel: oneOf(CHANNELS),
  state: oneOf(['unknown', 'failed'] as const),
  code: Type.Optional(Type.String({ maxLength: 100 })),
})

export const deliveries: Screen = {
  menu: { path: PATH, label: 'Deliveries', permission: 'delivery.read', group: 'Work' },
  routes(shell) {
    page(shell, {
      ...{ path: '/deliveries', permission: 'delivery.read', query: Query },
      async show(ctx, { query: { channel } }) {
        const causes = await listCauses(ctx, { clientId: ctx.clientId, channel })
        return { title: 'Deliveries', body: html`${filters(ctx, channel)}${groups(ctx, causes)}` }
      },
    })
    list(shell, {
      ...{ path: '/deliveries/cause', name: 'deliveries', nouns: ['delivery', 'deliveries'], title: 'Deliveries' },
      ...{ permission: 'delivery.read', query: CauseQuery, columns: COLUMNS, filters: () => [] },
      titleOf: (cause) => `Deliveries by ${channelName(cause.channel)}: ${causeInWords(causeOf(cause)).title}`,
      keyOf: ({ deliveryId }) => deliveryId,
      read: (ctx, query, place) => listAmiss(ctx, { ...causeOf(query), clientId: ctx.clientId, ...place }),
      above: (ctx, query) => causeFacts(ctx, causeOf(query)),
      bulk: {
        acts: ['delivery.retry'],
        fits: ({ state }) => state === 'failed',
        keyOf: ({ clientId, deliveryId }) => `${clientId}.${deliveryId}`,
      },
      empty: html`None is left. <a href="${PATH}">Go back to the causes.</a>`,
    })
  },
}

export function channelName(channel: string): string {
  return NAMES[channel] ?? channel
}

export function causeLink(ctx: ConsoleCtx, cause: { channel: string; state: string; code: string }): string {
  return linkOf(ctx, cause)
}

function linkOf(ctx: ConsoleCtx, { channel, state, code }: { channel: string; state: string; code: string }): string {
  return withQuery(CAUSE, { channel, state, code: code === '' ? undefined : code, client: clientText(ctx) })
}

function clientText({ clientId }: ConsoleCtx): string | undefined {
  return clientId === undefined ? undefined : String(clientId)
}

function filters(ctx: ConsoleCtx, channel: string | undefined): Html {
  return html`<form method="get" action="${PATH}" class="filters" role="search" aria-label="Filter the deliveries">
${select({
  ...{ name: 'channel', label: 'Channel', value: channel },
  options: [
    { value: '', label: 'every channel' },
    ...CHANNELS.map((name) => ({ value: name, label: channelName(name) })),
  ],
})}
<div class="field"><label for="client">Client</label><input id="client" name="client" inputmode="numeric" pattern="[0-9]*" value="${ctx.clientId}"></div>
<button>Filter</button> <a href="${PATH}">Clear</a></form>`
}

function groups(ctx: ConsoleCtx, causes: readonly CauseRow[]): Html {
  const now = ctx.platform.clock.now()
  const columns = [
    {
      head: 'Cause',
      cell: (row: CauseRow) => html`<a href="${linkOf(ctx, row)}">${causeInWords(row).title}</a>
<br><span class="hint">${channelName(row.channel)}${row.code !== '' && html`, <code>${row.code}</code>`}</span>`,
    },
    { head: 'State', cell: ({ state }: CauseRow) => stateBadge(state) },
    { head: 'Deliveries', cell: ({ deliveries: count }: CauseRow) => count, isNumber: true as const },
    { head: 'Clients', cell: ({ clients }: CauseRow) => clients, isNumber: true as const },
    { head: 'Oldest', cell: ({ oldestAt }: CauseRow) => html`${age(oldestAt, now)} ago` },
    { head: 'Latest', cell: ({ newestAt }: CauseRow) => html`${age(newestAt, now)} ago` },
    { head: 'Latest words of the other side', cell: ({ reason }: CauseRow) => reason },
    { head: 'Do', cell: (row: CauseRow) => retryForm(ctx, row) },
  ]
  const empty = 'Every document has reached its receiver or is on its way. Nothing needs you here.'
  return table({ caption: 'Causes, unclear outcomes first', columns, empty }, causes)
}

export function stateBadge(state: string): Html {
  if (state === 'failed') return badge('failed', 'bad')
  if (state === 'unknown') return badge('not known', 'warn')
  return badge(state, state === 'delivered' || state === 'sent' ? 'good' : 'plain')
}

function retryForm(ctx: ConsoleCtx, row: Pick<CauseRow, 'channel' | 'state' | 'code' | 'deliveries'>): Html {
  if (row.state === 'unknown') return html`<a class="button" href="${linkOf(ctx, row)}">Look at them</a>`
  const label = row.deliveries === 1 ? 'Send it again' : `Send all ${row.deliveries} again`
  const refusal = refusalOf(ctx, 'delivery.resolve', ctx.clientId)
  if (refusal !== undefined) return greyed(label, refusal)
  const [, query = ''] = linkOf(ctx, row).split('?')
  return html`<form method="post" action="${CAUSE}/bulk?${query}"><input type="hidden" name="act" value="delivery.retry">
<input type="hidden" name="all" value="yes"><button>${label}</button></form>`
}

function causeOf({ channel, state, code = '' }: Static<typeof CauseQuery>) {
  return { channel, state, code }
}

/** The advice about a cause. */
function causeFacts(ctx: ConsoleCtx, cause: ReturnType<typeof causeOf>): Html {
  return html`<p>${stateBadge(cause.state)} ${causeInWords(cause).advice}</p>
<p><a href="${withQuery(PATH, { client: clientText(ctx) })}">All causes</a></p>`
}

const COLUMNS: readonly ListColumn<AmissRow>[] = [
  {
    ...{ id: 'document', head: 'Document' },
    cell: (row) => html`<a href="/console/delivery/${row.deliveryId}">${documentName(row)}</a>`,
    csv: documentName,
  },
  { id: 'client', head: 'Client', cell: ({ clientId }) => clientId, csv: ({ clientId }) => clientId },
  {
    ...{ id: 'attempts', head: 'Attempts', isNumber: true },
    cell: ({ attempts }) => attempts,
    csv: ({ attempts }) => attempts,
  },
  {
    ...{ id: 'changed', head: 'Changed' },
    cell: ({ updatedAt }, { now }) => html`${age(updatedAt, now)} ago`,
    csv: ({ updatedAt }) => updatedAt.toISOString(),
  },
  { id: 'reason', head: 'Words of the other side', cell: ({ reason }) => reason, csv: ({ reason }) => reason },
]

function documentName({ invoiceNumber, letterKind }: { invoiceNumber: number; letterKind: string | null }): string {
  return letterKind === null ? `Invoice ${invoiceNumber}` : `${letterKind} about invoice ${invoiceNumber}`
}
