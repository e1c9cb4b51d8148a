/** Webhook endpoints of all clients and partners: which of them fail, what waits at them, and what each request got. */
import { type Static, Type } from 'typebox'
import { oneOf } from '../../platform/http/schema.ts'
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { type BrowsedEndpoint, browseEndpoint, browseEndpoints } from '../../webhooks/browse-endpoints.ts'
import { SHOWN_ENDPOINTS } from '../../webhooks/browse-queries.ts'
import { listDeliveries } from '../../webhooks/list-deliveries.ts'
import type { WebhookDeliveryView } from '../../webhooks/schemas.ts'
import { WEBHOOK_DELIVERY_STATES } from '../../webhooks/states.ts'
import { EVENT_GROUPS } from '../parts/event-groups.ts'
import { html } from '../html.ts'
import { list } from '../list/list.ts'
import { placeOf, rowsOf } from '../list/of-answer.ts'
import type { Filter, ListColumn, Place, Rows } from '../list/spec.ts'
import { greyed } from '../parts/greyed.ts'
import { refusalOf } from '../parts/refusal.ts'
import { age, when } from '../parts/when.ts'
import type { ConsoleCtx, Screen } from '../shell.ts'
import { endpointActs } from './webhooks/acts.ts'
import {
  LIST,
  asOwner,
  counted,
  deliveryState,
  endpointPath,
  momentIn,
  outcomeOf,
  ownerOf,
  shareOf,
  stateOf,
} from './webhooks/common.ts'
import { deliveryRoutes } from './webhooks/delivery-page.ts'
import { endpointRoute } from './webhooks/endpoint-page.ts'
import { newEndpointRoutes } from './webhooks/new-endpoint.ts'
import { resendAllRoute } from './webhooks/resend-all.ts'

const Query = Type.Object({ show: Type.Optional(oneOf(SHOWN_ENDPOINTS)) })
const day = Type.String({ pattern: '^[0-9T:.Z+-]{10,40}$' })
const DeliveriesQuery = Type.Object({
  webhook: Type.Optional(Type.String({ pattern: UUID_PATTERN })),
  state: Type.Optional(oneOf(WEBHOOK_DELIVERY_STATES)),
  type: Type.Optional(Type.String({ pattern: '^[a-z][a-z.-]{0,99}$' })),
  since: Type.Optional(day),
  before: Type.Optional(day),
})
type DeliveriesQuery = Static<typeof DeliveriesQuery>
type Delivery = Static<typeof WebhookDeliveryView>

export const webhooks: Screen = {
  menu: { path: LIST, label: 'Webhooks', permission: 'webhook.read', group: 'Agency' },
  routes(shell) {
    list(shell, {
      ...{ path: '/webhooks', name: 'webhooks', nouns: ['endpoint', 'endpoints'], title: 'Webhooks' },
      ...{ permission: 'webhook.read', query: Query, columns: COLUMNS, filters: () => FILTERS },
      keyOf: ({ webhookId }) => webhookId,
      read: (ctx, { show }, place) => browseEndpoints(ctx, { clientId: ctx.clientId, show, ...place }),
      above(ctx) {
        const refusal = refusalOf(ctx, 'webhook.write', ctx.clientId)
        if (refusal !== undefined) return greyed('Set up an endpoint', refusal)
        const client = ctx.clientId === undefined ? '' : `?client=${ctx.clientId}`
        return html`<p><a class="button" href="${LIST}/new${client}">Set up an endpoint</a></p>`
      },
      empty: html`No server receives events yet. <a href="/docs/webhooks">Webhooks</a> send what <a href="/docs/events">the feed of events</a> gives.`,
    })
    list(shell, {
      ...{ path: '/webhooks/deliveries', name: 'webhook-deliveries', nouns: ['delivery', 'deliveries'] },
      ...{ title: 'Deliveries of a webhook endpoint', permission: 'webhook.read', query: DeliveriesQuery },
      ...{ columns: DELIVERY_COLUMNS, filters: deliveryFilters, read: readDeliveries },
      keyOf: ({ deliveryId }) => deliveryId,
      async above(ctx, query, url) {
        if (query.webhook === undefined)
          return html`<p><a href="${LIST}">Choose an endpoint</a> to see its deliveries.</p>`
        const endpoint = await browseEndpoint(ctx, { clientId: ctx.clientId, webhookId: query.webhook })
        const [, filter = ''] = url.split('?', 2)
        const refusal = refusalOf(ctx, 'webhook.write', endpoint.clientId)
        return html`<p><a href="${endpointPath(endpoint)}">The endpoint</a> <code>${endpoint.url}</code> of ${ownerOf(endpoint)}</p>
${
  refusal === undefined
    ? html`<form method="post" action="${LIST}/deliveries/resend?${filter}" class="inline"><button>Send all again that match…</button></form>`
    : greyed('Send all again that match', refusal)
}`
      },
      empty: 'Nothing was sent yet: deliveries stand here as soon as an event happens.',
    })
    resendAllRoute(shell, { query: DeliveriesQuery, filterOf })
    newEndpointRoutes(shell)
    endpointRoute(shell)
    endpointActs(shell)
    deliveryRoutes(shell)
  },
}

const FILTERS: readonly Filter[] = [
  {
    ...{ name: 'show', label: 'Show' },
    options: [
      { value: '', label: 'every endpoint' },
      { value: 'AMISS', label: 'failing or disabled' },
      { value: 'ACTIVE', label: 'active' },
      { value: 'PAUSED', label: 'paused' },
      { value: 'DISABLED', label: 'disabled' },
    ],
  },
  { name: 'client', label: 'Client', type: 'number' },
]

const COLUMNS: readonly ListColumn<BrowsedEndpoint>[] = [
  {
    ...{ id: 'endpoint', head: 'Endpoint' },
    cell: (row) =>
      html`<a href="${endpointPath(row)}">${row.description ?? hostOf(row.url)}</a><br><span class="hint">${row.url}</span>`,
    csv: ({ url }) => url,
  },
  { id: 'owner', head: 'Of', cell: ownerOf, csv: ownerOf },
  { id: 'state', head: 'State', cell: stateOf, csv: ({ state }) => state },
  {
    ...{ id: 'failing', head: 'Failing for' },
    cell: ({ failingSince }, { now }) => failingSince && age(failingSince, now),
    csv: ({ failingSince }) => failingSince?.toISOString() ?? null,
  },
  {
    ...{ id: 'waiting', head: 'Waiting', isNumber: true },
    cell: ({ pending }) => counted(pending),
    csv: ({ pending }) => pending,
  },
  {
    ...{ id: 'ahead', head: 'Events behind', isNumber: true },
    cell: ({ eventsAhead }) => eventsAhead,
    csv: ({ eventsAhead }) => eventsAhead,
  },
  {
    ...{ id: 'failed', head: 'Failed', isNumber: true },
    cell: ({ failed }) => counted(failed),
    csv: ({ failed }) => failed,
  },
  { id: 'share', head: 'Arrived', cell: shareOf, csv: shareOf },
  {
    ...{ id: 'error', head: 'Last error' },
    cell: ({ lastFailure }, { now }) =>
      lastFailure &&
      html`<code>${outcomeOf(lastFailure)}</code><br><span class="hint">${age(new Date(lastFailure.at), now)} ago</span>`,
    csv: ({ lastFailure }) => lastFailure && outcomeOf(lastFailure),
  },
  { id: 'mode', head: 'Mode', cell: ({ mode }) => mode.toLowerCase(), csv: ({ mode }) => mode, isExtra: true },
  {
    ...{ id: 'id', head: 'Id', isExtra: true },
    cell: ({ webhookId }) => html`<code data-copy>${webhookId}</code>`,
    csv: ({ webhookId }) => webhookId,
  },
]

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? url
}

async function readDeliveries(ctx: ConsoleCtx, query: DeliveriesQuery, place: Place): Promise<Rows<Delivery>> {
  const { webhook } = query
  if (webhook === undefined) return { rows: [], next: undefined }
  const asked = { webhookId: webhook, query: { ...filterOf(query), ...placeOf(place) } }
  return rowsOf<Delivery>(await listDeliveries(await asOwner(ctx, webhook), asked), 'deliveries')
}

/** The filter as the verbs take it. */
function filterOf({ state, type, since, before }: DeliveriesQuery) {
  return {
    ...(state && { state }),
    ...(type !== undefined && { type }),
    ...(since !== undefined && { createdSince: momentIn(since, '?since') }),
    ...(before !== undefined && { createdBefore: momentIn(before, '?before') }),
  }
}

async function deliveryFilters(ctx: ConsoleCtx, { webhook }: DeliveriesQuery): Promise<Filter[]> {
  const endpoint =
    webhook === undefined ? undefined : await browseEndpoint(ctx, { clientId: ctx.clientId, webhookId: webhook })
  if (endpoint === undefined) return []
  return [
    {
      ...{ name: 'webhook', label: 'Endpoint' },
      options: [{ value: endpoint.webhookId, label: endpoint.description ?? hostOf(endpoint.url) }],
    },
    ...(endpoint.partnerId === null
      ? [
          {
            name: 'client',
            label: 'Client',
            options: [{ value: String(endpoint.clientId), label: String(endpoint.clientId) }],
          },
        ]
      : []),
    {
      ...{ name: 'state', label: 'State' },
      options: [
        { value: '', label: 'every state' },
        ...WEBHOOK_DELIVERY_STATES.map((name) => ({ value: name, label: name.toLowerCase() })),
      ],
    },
    {
      ...{ name: 'type', label: 'Type' },
      options: [{ value: '', label: 'every type' }, ...EVENT_GROUPS.map((group) => ({ value: group, label: group }))],
    },
    { name: 'since', label: 'From the day', type: 'date' },
    { name: 'before', label: 'Before the day', type: 'date' },
  ]
}

const DELIVERY_COLUMNS: readonly ListColumn<Delivery>[] = [
  { id: 'made', head: 'Made', cell: ({ createdAt }) => when(new Date(createdAt)), csv: ({ createdAt }) => createdAt },
  {
    ...{ id: 'type', head: 'Event' },
    cell: (row, { url }) => html`<a href="${deliveryAddress(row, url)}">${row.type ?? `${row.events} events`}</a>`,
    csv: ({ type }) => type,
  },
  {
    ...{ id: 'sequence', head: 'Sequence', isNumber: true },
    cell: ({ sequence }) => sequence,
    csv: ({ sequence }) => sequence,
  },
  { id: 'state', head: 'State', cell: ({ state }) => deliveryState(state), csv: ({ state }) => state },
  {
    ...{ id: 'attempts', head: 'Attempts', isNumber: true },
    cell: ({ attempts }) => attempts,
    csv: ({ attempts }) => attempts,
  },
  {
    ...{ id: 'status', head: 'Status', isNumber: true },
    cell: (row) => lastOf(row)?.status ?? null,
    csv: (row) => lastOf(row)?.status ?? null,
  },
  {
    ...{ id: 'ms', head: 'Took, ms', isNumber: true },
    cell: (row) => lastOf(row)?.ms ?? null,
    csv: (row) => lastOf(row)?.ms ?? null,
  },
  {
    ...{ id: 'error', head: 'Error' },
    cell: (row) => lastOf(row)?.error ?? null,
    csv: (row) => lastOf(row)?.error ?? null,
  },
  {
    ...{ id: 'answer', head: 'Answer' },
    cell: (row) => shortened(lastOf(row)?.answer ?? ''),
    csv: (row) => lastOf(row)?.answer ?? null,
  },
  {
    ...{ id: 'next', head: 'Next attempt' },
    cell: ({ nextAttemptAt }) => nextAttemptAt && when(new Date(nextAttemptAt)),
    csv: ({ nextAttemptAt }) => nextAttemptAt,
  },
]

const SHOWN_CHARACTERS_MAX = 80

function shortened(text: string): string {
  return text.length <= SHOWN_CHARACTERS_MAX ? text : `${text.slice(0, SHOWN_CHARACTERS_MAX)}…`
}

function lastOf({ tries }: Delivery): Delivery['tries'][number] | undefined {
  return tries.at(-1)
}

function deliveryAddress({ deliveryId }: Delivery, url: string): string {
  const query = new URLSearchParams(url.split('?', 2)[1])
  const client = query.get('client')
  return `/console/webhook/${query.get('webhook')}/delivery/${deliveryId}${client === null ? '' : `?client=${client}`}`
}
