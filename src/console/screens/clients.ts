/** The clients: service, contract, tokens, last call and open tasks, and the page of one client. */
import { Type } from 'typebox'
import { clientCtx } from '../../platform/context.ts'
import { invalid } from '../../platform/errors.ts'
import type { ClientRow } from '../../reports/client-queries.ts'
import { clientAtAGlance, clientsAtAGlance } from '../../reports/clients.ts'
import { clientSettings } from '../../settings/client-settings.ts'
import { type Html, html } from '../html.ts'
import { list } from '../list/list.ts'
import type { ListColumn, Place, Rows } from '../list/spec.ts'
import { page } from '../page.ts'
import { badge } from '../parts/badge.ts'
import { facts } from '../parts/facts.ts'
import { money } from '../parts/money.ts'
import { table } from '../parts/table.ts'
import { age, when } from '../parts/when.ts'
import type { ConsoleCtx, PageAnswer, Screen } from '../shell.ts'
import { channelName } from './deliveries.ts'
import { worded } from './case/words.ts'

const PATH = '/console/clients'
const Query = Type.Object({})
const Params = Type.Object({ clientIdentifier: Type.Integer({ minimum: 1 }) })

export const clients: Screen = {
  menu: { path: PATH, label: 'Clients', permission: 'client.read', group: 'Agency' },
  routes(shell) {
    list(shell, {
      ...{ path: '/clients', name: 'clients', nouns: ['client', 'clients'], title: 'Clients' },
      ...{ permission: 'client.read', query: Query, columns: COLUMNS, read },
      filters: () => [{ name: 'client', label: 'Client', type: 'number' }],
      keyOf: ({ clientId }) => String(clientId),
      empty: html`There is no client yet. A partner onboards one with <code>POST /api/v1/client</code>.`,
    })
    page(shell, {
      ...{ path: '/client/:clientIdentifier', permission: 'client.read', params: Params },
      show: (ctx, { params }) => clientPage(ctx, params.clientIdentifier),
    })
  },
}

async function read(ctx: ConsoleCtx, _query: object, { limit, after }: Place): Promise<Rows<ClientRow>> {
  if (after !== undefined && !/^\d{1,15}$/.test(after))
    throw invalid([{ pointer: '?after', code: 'WRONG_FORM', message: 'is no cursor of this list', received: after }])
  const filter = { clientId: ctx.clientId, after: Number(after ?? 0) }
  const found = await clientsAtAGlance(ctx, { ...filter, limit: limit + 1 })
  const rows = found.slice(0, limit)
  return { rows, next: found.length > limit ? rows.at(-1)?.clientId.toString() : undefined }
}

function contractBadge({ contractVersion }: ClientRow): Html {
  return contractVersion === null ? badge('none', 'warn') : badge(`version ${contractVersion}`, 'good')
}

function tokensBadge({ tokens }: ClientRow): Html {
  return tokens === 0 ? badge('none works', 'warn') : badge(tokens === 1 ? '1 works' : `${tokens} work`, 'good')
}

function tasksLink({ clientId, tasks }: ClientRow): Html | number {
  if (tasks === 0) return 0
  return html`<a href="/console?client=${clientId}">${tasks >= 1_000 ? '1 000+' : tasks}</a>`
}

const COLUMNS: readonly ListColumn<ClientRow>[] = [
  {
    ...{ id: 'name', head: 'Client' },
    cell: ({ clientId, name }) =>
      html`<a href="/console/client/${clientId}">${name}</a><br><span class="hint">${clientId}</span>`,
    csv: ({ name }) => name,
  },
  {
    ...{ id: 'client', head: 'Number', isExtra: true },
    cell: ({ clientId }) => clientId,
    csv: ({ clientId }) => clientId,
  },
  { id: 'partner', head: 'Partner', cell: ({ partnerCode }) => partnerCode, csv: ({ partnerCode }) => partnerCode },
  { id: 'service', head: 'Service', cell: ({ service }) => worded(service), csv: ({ service }) => service },
  { id: 'country', head: 'Country', cell: ({ country }) => country, csv: ({ country }) => country },
  { id: 'currency', head: 'Currency', cell: ({ currency }) => currency, csv: ({ currency }) => currency },
  { id: 'contract', head: 'Contract', cell: contractBadge, csv: ({ contractVersion }) => contractVersion },
  { id: 'tokens', head: 'Tokens', cell: tokensBadge, csv: ({ tokens }) => tokens },
  {
    ...{ id: 'call', head: 'Last call' },
    cell: ({ lastCallAt }, { ctx }) =>
      lastCallAt === null ? 'never' : html`${age(lastCallAt, ctx.platform.clock.real())} ago`,
    csv: ({ lastCallAt }) => lastCallAt?.toISOString() ?? null,
  },
  { id: 'tasks', head: 'Open tasks', isNumber: true, cell: tasksLink, csv: ({ tasks }) => tasks },
]

async function clientPage(ctx: ConsoleCtx, clientId: number): Promise<PageAnswer> {
  const client = await clientAtAGlance(ctx, { clientId })
  const { settings, version } = await clientSettings(clientCtx(ctx, clientId).platform.pool, clientId)
  const { funds, lastCallAt } = client
  return {
    title: client.name,
    body: html`${facts([
      ['Number', html`<code data-copy>${clientId}</code>`],
      ['Partner', client.partnerCode],
      ['Business id', html`<code data-copy>${client.businessCode}</code>`],
      ['Service', worded(client.service)],
      ['Country and currency', `${client.country}, ${client.currency}`],
      ['Since', when(client.createdAt)],
      ['Contract', contractBadge(client)],
      ['Settings', version === 0 ? 'the defaults' : `version ${version}`],
      ['Channels, in order', settings.channels.order.map(channelName).join(', ')],
      ['Tokens', html`${tokensBadge(client)} <a href="/console/tokens?client=${clientId}">Tokens</a>`],
      ['Last call', lastCallAt === null ? 'never' : when(lastCallAt)],
      ['Open tasks', tasksLink(client)],
    ])}
<h2>Client funds</h2>
${table(
  {
    ...{ caption: 'Money of the client that the agency holds', empty: 'The agency holds no money of this client.' },
    columns: [
      { head: 'Currency', cell: ({ currency }: (typeof funds)[number]) => currency },
      {
        ...{ head: 'Owed, not settled yet', isNumber: true },
        cell: ({ owed, currency }) => money(owed, currency, `/console/settlements?client=${clientId}`),
      },
      {
        ...{ head: 'Not allocated', isNumber: true },
        cell: ({ unallocated, currency }) => money(unallocated, currency, '/console/payments'),
      },
      {
        ...{ head: 'On its way to the client', isNumber: true },
        cell: ({ underWay, currency }) => money(underWay, currency),
      },
    ],
  },
  funds,
)}
<nav class="parts" aria-label="Lists of this client"><ul>${LISTS.map(
      ([path, label]) => html`<li><a href="/console/${path}?client=${clientId}">${label}</a></li>`,
    )}</ul></nav>`,
  }
}

const LISTS = [
  ['cases', 'Cases'],
  ['invoices', 'Invoices'],
  ['settlements', 'Settlements'],
  ['deliveries', 'Deliveries'],
  ['accounting', 'Accounting'],
  ['events', 'Events'],
  ['reports/stock', 'Reports'],
] as const
