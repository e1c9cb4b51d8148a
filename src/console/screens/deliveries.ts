/** Deliveries by cause: failed and unknown ones grouped by what the other side said, and the group sent again at once. */
import { CHANNELS } from '@saatava/einvoice/model/channels.ts'
import { Type } from 'typebox'
import type { AmissRow, CauseRow } from '../../deliveries/cause-queries.ts'
import { causeInWords } from '../../distribution/delivery-causes.ts'
import { listAmiss, listCauses } from '../../distribution/list-causes.ts'
import { type RetriedOfCause, retryDeliveries } from '../../distribution/retry-deliveries.ts'
import { oneOf } from '../../platform/http/schema.ts'
import { may } from '../../users/may.ts'
import { type Html, html } from '../html.ts'
import { act, page } from '../page.ts'
import { badge } from '../parts/badge.ts'
import { select } from '../parts/form.ts'
import { greyed } from '../parts/greyed.ts'
import { pager } from '../parts/pager.ts'
import { table } from '../parts/table.ts'
import { withQuery } from '../parts/url.ts'
import { age } from '../parts/when.ts'
import type { ConsoleCtx, PageAnswer, Screen } from '../shell.ts'

const ROWS = 50
const PATH = '/console/deliveries'
const CAUSE = '/console/deliveries/cause'
const NAMES: Record<string, string> = { EMAIL: 'e-mail', PRINT: 'letter', EINVOICE: 'e-invoice' }

const Query = Type.Object({ channel: Type.Optional(oneOf(CHANNELS)) })
const CauseFields = {
  channel: oneOf(CHANNELS),
  state: oneOf(['unknown', 'failed'] as const),
  code: Type.Optional(Type.String({ maxLength: 100 })),
}
const CauseQuery = Type.Object({ ...CauseFields, after: Type.Optional(Type.String({ maxLength: 200 })) })
const RetryQuery = Type.Object({ channel: CauseFields.channel, code: CauseFields.code })

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
    page(shell, {
      ...{ path: '/deliveries/cause', permission: 'delivery.read', query: CauseQuery },
      show: (ctx, { query, url }) => causePage(ctx, query, url),
    })
    act(shell, {
      ...{ path: '/deliveries/retry', permission: 'delivery.resolve', query: RetryQuery },
      async preview(ctx, { query: { channel, code = '' } }) {
        const retried = await retryDeliveries(ctx, { clientId: ctx.clientId, channel, code, isDry: true })
        const begun = retried.filter(({ refusal }) => refusal === null).length
        return {
          title: `Send ${begun} ${begun === 1 ? 'delivery' : 'deliveries'} again?`,
          effect: effectOf(retried),
          button: `Send ${begun} again`,
          back: linkOf(ctx, { channel, state: 'failed', code }),
        }
      },
      async perform(ctx, { query: { channel, code = '' } }) {
        await retryDeliveries(ctx, { clientId: ctx.clientId, channel, code, isDry: false })
        return withQuery(PATH, { client: clientText(ctx), did: 'retried' })
      },
    })
  },
}

/** Why somebody may not act on deliveries; undefined: they may. */
export function refusalFor({ session }: ConsoleCtx, clientId: number): string | undefined {
  if (may(session.grants, 'delivery.resolve', clientId)) return undefined
  return 'Your roles lack the permission delivery.resolve. An administrator grants roles.'
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
  const refusal = refusalFor(ctx, ctx.clientId ?? 0)
  if (refusal !== undefined) return greyed(label, refusal)
  const action = withQuery('/console/deliveries/retry', {
    ...{ channel: row.channel, code: row.code === '' ? undefined : row.code, client: clientText(ctx) },
  })
  return html`<form method="post" action="${action}"><button>${label}</button></form>`
}

async function causePage(
  ctx: ConsoleCtx,
  query: { channel: string; state: 'unknown' | 'failed'; code?: string; after?: string },
  url: string,
): Promise<PageAnswer> {
  const { channel, state, code = '', after } = query
  const cause = { channel, state, code }
  const { rows, next } = await listAmiss(ctx, { ...cause, clientId: ctx.clientId, after, limit: ROWS })
  const { title, advice } = causeInWords(cause)
  const all = (await listCauses(ctx, { clientId: ctx.clientId, channel })).find(
    (row) => row.state === state && row.code === code,
  )
  return {
    title: `Deliveries by ${channelName(channel)}: ${title}`,
    body: html`<p>${stateBadge(state)} ${advice}</p>
${all !== undefined && state === 'failed' && retryForm(ctx, all)}
${table({ caption: 'Deliveries, the latest first', columns: columnsOf(ctx), empty: 'None is left. Go back to the causes.' }, rows)}
${pager(url, { after, next })}
<p><a href="${withQuery(PATH, { client: clientText(ctx) })}">All causes</a></p>`,
  }
}

function columnsOf(ctx: ConsoleCtx) {
  const now = ctx.platform.clock.now()
  return [
    {
      head: 'Document',
      cell: (row: AmissRow) => html`<a href="/console/delivery/${row.deliveryId}">${documentName(row)}</a>`,
    },
    { head: 'Client', cell: ({ clientId }: AmissRow) => clientId },
    { head: 'Attempts', cell: ({ attempts }: AmissRow) => attempts, isNumber: true as const },
    { head: 'Changed', cell: ({ updatedAt }: AmissRow) => html`${age(updatedAt, now)} ago` },
    { head: 'Words of the other side', cell: ({ reason }: AmissRow) => reason },
  ]
}

function documentName({ invoiceNumber, letterKind }: { invoiceNumber: number; letterKind: string | null }): string {
  return letterKind === null ? `Invoice ${invoiceNumber}` : `${letterKind} about invoice ${invoiceNumber}`
}

function effectOf(retried: readonly RetriedOfCause[]): Html {
  const refused = retried.filter(({ refusal }) => refusal !== null)
  const begun = retried.length - refused.length
  return html`<p>${begun} of ${retried.length} are sent again by the same channel. Each failed delivery stays as it is, and another takes its place.</p>
${
  refused.length > 0 &&
  html`<p>${refused.length} are refused:</p><ul>${refused.map(
    ({ invoiceNumber, refusal }) => html`<li>Invoice ${invoiceNumber}: ${refusal}</li>`,
  )}</ul>`
}`
}
