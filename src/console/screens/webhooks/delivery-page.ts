/** One delivery: every attempt with what the receiver answered, and the body that each of them sends. */
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { type Static, Type } from 'typebox'
import { type BrowsedEndpoint, browseEndpoint } from '../../../webhooks/browse-endpoints.ts'
import { resendDelivery } from '../../../webhooks/resend-delivery.ts'
import { showDelivery } from '../../../webhooks/show-delivery.ts'
import type { WebhookDeliveryView } from '../../../webhooks/schemas.ts'
import { type Html, html } from '../../html.ts'
import { act, page } from '../../page.ts'
import { facts } from '../../parts/facts.ts'
import { type FormState, errorSummary } from '../../parts/form.ts'
import { greyed } from '../../parts/greyed.ts'
import { refusalOf } from '../../parts/refusal.ts'
import { table } from '../../parts/table.ts'
import { when } from '../../parts/when.ts'
import type { ConsoleCtx, PageAnswer, Shell } from '../../shell.ts'
import { Params, asOwner, deliveriesPath, deliveryState, endpointPath, ownerOf } from './common.ts'
import { jsonBlock } from './json-block.ts'

const DeliveryParams = Type.Object({
  ...Params.properties,
  deliveryId: Type.String({ pattern: UUID_PATTERN }),
})
type DeliveryParams = Static<typeof DeliveryParams>
type Delivery = Static<typeof WebhookDeliveryView>
type Try = Delivery['tries'][number]

export function deliveryRoutes(shell: Shell): void {
  page(shell, {
    ...{ path: '/webhook/:webhookId/delivery/:deliveryId', permission: 'webhook.read', params: DeliveryParams },
    show: (ctx, { params }, form) => deliveryPage(ctx, params, form),
  })
  act(shell, {
    ...{ path: '/webhook/:webhookId/delivery/:deliveryId/resend', permission: 'webhook.write' },
    params: DeliveryParams,
    async perform(ctx, { params }) {
      await resendDelivery(await asOwner(ctx, params.webhookId), params)
      shell.wake()
      const endpoint = await browseEndpoint(ctx, { clientId: ctx.clientId, webhookId: params.webhookId })
      return endpointPath(endpoint, `/delivery/${params.deliveryId}`, 'webhook-resent')
    },
    again: (ctx, { params }, form) => deliveryPage(ctx, params, form),
  })
}

async function deliveryPage(ctx: ConsoleCtx, params: DeliveryParams, form: FormState): Promise<PageAnswer> {
  const endpoint = await browseEndpoint(ctx, { clientId: ctx.clientId, webhookId: params.webhookId })
  const { body } = await showDelivery(await asOwner(ctx, params.webhookId), params)
  const delivery = body as unknown as Delivery & { sent: unknown }
  const { type, events, sent, state } = delivery
  return {
    title: `Webhook of ${type ?? `${events} events`}`,
    body: html`${errorSummary(form)}
${facts([
  ['State', deliveryState(state)],
  [
    'Endpoint',
    html`<a href="${endpointPath(endpoint)}">${endpoint.description ?? endpoint.url}</a> of ${ownerOf(endpoint)}`,
  ],
  ['webhook-id', html`<code data-copy>${delivery.messageId}</code>`],
  ['Sequence', delivery.sequence],
  ['Events', events],
  ['Attempts', delivery.attempts],
  ['Next attempt', delivery.nextAttemptAt && when(new Date(delivery.nextAttemptAt))],
  ['Made', when(new Date(delivery.createdAt))],
  ['Ended', delivery.endedAt && when(new Date(delivery.endedAt))],
  ['Delivery', html`<code data-copy>${delivery.deliveryId}</code>`],
])}
${resendForm(ctx, endpoint, delivery)}
<h2>Attempts</h2>
${table(
  { caption: 'Attempts, the last 20 in order of time', columns: COLUMNS, empty: 'It was not tried yet.' },
  delivery.tries.map((one, i) => ({ ...one, number: i + 1 })),
)}
<h2>The body</h2>
${sent === null ? html`<p class="empty">The events of this delivery are no longer kept.</p>` : jsonBlock(sent)}
<p><a href="${deliveriesPath(endpoint)}">All deliveries of this endpoint</a></p>`,
  }
}

type Row = Try & { number: number }

const COLUMNS = [
  { head: 'Attempt', cell: ({ number }: Row) => number, isNumber: true as const },
  { head: 'When', cell: ({ at }: Row) => when(new Date(at)) },
  { head: 'Status', cell: ({ status }: Row) => status, isNumber: true as const },
  { head: 'Took, ms', cell: ({ ms }: Row) => ms, isNumber: true as const },
  { head: 'Error', cell: ({ error }: Row) => error && html`<code>${error}</code>` },
  { head: 'Answer, its first 1 KB', cell: ({ answer }: Row) => answer },
]

function resendForm(ctx: ConsoleCtx, endpoint: BrowsedEndpoint, { deliveryId, state }: Delivery): Html {
  const refusal = refusalOf(ctx, 'webhook.write', endpoint.clientId)
  const label = 'Send it again'
  if (refusal !== undefined) return greyed(label, refusal)
  if (state === 'PENDING' || state === 'SENDING')
    return greyed(label, 'It has not ended yet. Resume the endpoint to have what waits sent at once.')
  return html`<form method="post" action="${endpointPath(endpoint, `/delivery/${deliveryId}/resend`)}" class="inline">
<button class="first" autofocus>${label}</button> <span class="hint">the same body under the same webhook-id</span></form>`
}
