/** One endpoint: its place in the feed, how its requests end, its latest deliveries, and what a person may do. */
import type { Static } from 'typebox'
import { EVENTS } from '../../../events/catalogue.ts'
import { type BrowsedEndpoint, browseEndpoint } from '../../../webhooks/browse-endpoints.ts'
import { listDeliveries } from '../../../webhooks/list-deliveries.ts'
import { showEndpoint } from '../../../webhooks/show-endpoint.ts'
import type { WebhookDeliveryView } from '../../../webhooks/schemas.ts'
import { type Html, html } from '../../html.ts'
import { rowsOf } from '../../list/of-answer.ts'
import { page } from '../../page.ts'
import { facts } from '../../parts/facts.ts'
import { type FormState, NO_FORM, errorSummary, field, select, versionField } from '../../parts/form.ts'
import { greyed } from '../../parts/greyed.ts'
import { refusalOf } from '../../parts/refusal.ts'
import { table } from '../../parts/table.ts'
import { when } from '../../parts/when.ts'
import type { ConsoleCtx, PageAnswer, Shell } from '../../shell.ts'
import {
  LIST,
  Params,
  asOwner,
  counted,
  deliveriesPath,
  deliveryState,
  endpointPath,
  outcomeOf,
  ownerOf,
  shareOf,
  stateOf,
} from './common.ts'
import { atFields, fields } from './fields.ts'

const LATEST = 10
const TEST_TYPE = 'invoice.accepted'

export function endpointRoute(shell: Shell): void {
  page(shell, {
    ...{ path: '/webhook/:webhookId', permission: 'webhook.read', params: Params },
    data: {
      apiPath: ({ params }) => `/api/v1/partner/webhooks/${params.webhookId}`,
      read: async (ctx, { params }) => (await showEndpoint(await asOwner(ctx, params.webhookId), params)).body,
    },
    show: (ctx, { params }) => endpointPage(ctx, params.webhookId),
  })
}

/** The state that the forms were drawn from. */
export function versionOf({ state, updatedAt }: Pick<BrowsedEndpoint, 'state' | 'updatedAt'>): string {
  return `${state} ${updatedAt.getTime()}`
}

/** @param returned a form that came back, and the act that it is for */
export async function endpointPage(
  ctx: ConsoleCtx,
  webhookId: string,
  returned?: { act: string; form: FormState },
): Promise<PageAnswer> {
  const endpoint = await browseEndpoint(ctx, { clientId: ctx.clientId, webhookId })
  const formOf = (act: string) =>
    returned?.act === act ? { ...returned.form, prefix: `${act}-` } : { ...NO_FORM, prefix: `${act}-` }
  return {
    title: `Webhook endpoint of ${ownerOf(endpoint)}`,
    body: html`${returned !== undefined && errorSummary(atFields(formOf(returned.act)))}
${factsOf(endpoint)}
${actsOf(ctx, endpoint, formOf)}
<h2>Latest deliveries</h2>
${await latest(ctx, endpoint)}
<p><a href="${deliveriesPath(endpoint)}">All deliveries, with filters</a> · <a href="${LIST}">All endpoints</a></p>`,
  }
}

function factsOf(endpoint: BrowsedEndpoint): Html {
  const { clientId, url, lastFailure, types } = endpoint
  return facts([
    ['State', stateOf(endpoint)],
    ['Address', html`<code data-copy>${url}</code>`],
    ['Description', endpoint.description],
    [
      'Of',
      clientId === 0
        ? `${ownerOf(endpoint)}, for all its clients`
        : html`<a href="${LIST}?client=${clientId}">${ownerOf(endpoint)}</a>`,
    ],
    ['Failing since', endpoint.failingSince && html`${when(endpoint.failingSince)}, ${endpoint.failures} attempts`],
    ['Last error', lastFailure && html`<code>${outcomeOf(lastFailure)}</code> ${when(new Date(lastFailure.at))}`],
    ['Last success', endpoint.lastSuccessAt && when(endpoint.lastSuccessAt)],
    ['Rests until', endpoint.heldUntil && when(endpoint.heldUntil)],
    ['Arrived', shareOf(endpoint)],
    [
      'Waiting',
      `${counted(endpoint.pending)} deliveries, and ${endpoint.eventsAhead} events of the feed behind its place`,
    ],
    [
      'Failed',
      html`<a href="${deliveriesPath(endpoint, { state: 'FAILED' })}">${counted(endpoint.failed)} deliveries</a>`,
    ],
    ['Types', types === null ? 'all' : types.join(', ')],
    ['Mode', endpoint.mode === 'ORDERED' ? 'ordered: one request at a time' : 'parallel: each event alone'],
    ['Signatures', endpoint.signatures === 'V1' ? 'v1' : 'v1 and v1a'],
    ['Mails go to', endpoint.contactEmail],
    ['Sequence', endpoint.sequence],
    ['Id', html`<code data-copy>${endpoint.webhookId}</code>`],
    ['Set up', when(endpoint.createdAt)],
  ])
}

type Delivery = Static<typeof WebhookDeliveryView>

async function latest(ctx: ConsoleCtx, endpoint: BrowsedEndpoint): Promise<Html> {
  const { webhookId } = endpoint
  const answer = await listDeliveries(await asOwner(ctx, webhookId), { webhookId, query: { limit: LATEST } })
  const columns = [
    { head: 'Made', cell: ({ createdAt }: Delivery) => when(new Date(createdAt)) },
    {
      head: 'Event',
      cell: ({ deliveryId, type, events }: Delivery) =>
        html`<a href="${endpointPath(endpoint, `/delivery/${deliveryId}`)}">${type ?? `${events} events`}</a>`,
    },
    { head: 'Sequence', cell: ({ sequence }: Delivery) => sequence, isNumber: true as const },
    { head: 'State', cell: ({ state }: Delivery) => deliveryState(state) },
    { head: 'Attempts', cell: ({ attempts }: Delivery) => attempts, isNumber: true as const },
    {
      head: 'Last attempt',
      cell: ({ tries }: Delivery) => {
        const last = tries.at(-1)
        return last && `${outcomeOf(last)}, ${last.ms} ms`
      },
    },
  ]
  const empty = 'Nothing was sent yet. Send a test to see whether the address answers.'
  return table(
    { caption: 'Latest deliveries', hidesCaption: true, columns, empty },
    rowsOf<Delivery>(answer, 'deliveries').rows,
  )
}

function actsOf(ctx: ConsoleCtx, endpoint: BrowsedEndpoint, formOf: (act: string) => FormState): Html {
  const refusal = refusalOf(ctx, 'webhook.write', endpoint.clientId)
  if (refusal !== undefined)
    return html`<div class="actions">${greyed('Change, test, pause or replay it', refusal)}</div>${secretActs(ctx, endpoint)}`
  return html`<h2>Do</h2>
<div class="actions">${testForm(endpoint)}${pauseForm(endpoint)}</div>
${resumeForm(endpoint, formOf('resume'))}
${replayForm(endpoint, formOf('replay'))}
${changeForm(endpoint, formOf('change'))}
${secretActs(ctx, endpoint)}
<form method="post" action="${endpointPath(endpoint, '/delete')}">${version(endpoint)}<button>Delete it…</button></form>`
}

function version(endpoint: BrowsedEndpoint): Html {
  return versionField(versionOf(endpoint))
}

function testForm(endpoint: BrowsedEndpoint): Html {
  return html`<form method="post" action="${endpointPath(endpoint, '/test')}" class="inline">
<label for="type">Type</label><select id="type" name="type">${Object.keys(EVENTS).map((type) => html`<option${type === TEST_TYPE && html` selected`}>${type}</option>`)}</select>
<button class="first">Send a test</button> <span class="hint">marked as a test; no event happens</span></form>`
}

function pauseForm(endpoint: BrowsedEndpoint): Html | null {
  if (endpoint.state === 'PAUSED') return null
  if (endpoint.state === 'DISABLED') return greyed('Pause', 'It is disabled: nothing is sent to it.')
  return html`<form method="post" action="${endpointPath(endpoint, '/pause')}" class="inline">${version(endpoint)}
<button>Pause</button> <span class="hint">nothing is sent, and the events wait in the feed</span></form>`
}

/** An active endpoint that rests after failures is woken so. */
function resumeForm(endpoint: BrowsedEndpoint, form: FormState): Html | null {
  if (endpoint.state === 'ACTIVE' && endpoint.failingSince === null) return null
  return html`<form method="post" action="${endpointPath(endpoint, '/resume')}" class="draft">${version(endpoint)}
${select({
  ...{ id: 'resume-from', name: 'from', label: 'Resume', value: form.values['from'] },
  options: [
    { value: 'STOPPED', label: 'from where it stopped: nothing is lost' },
    { value: 'TIME', label: 'from a time' },
    { value: 'NOW', label: 'from now: only new events' },
  ],
})}
${field(form, { name: 'time', label: 'Time', hint: 'with “from a time”: a day such as 2026-02-01, or an instant such as 2026-02-01T09:30:00Z' })}
<button class="first">Resume…</button></form>`
}

function replayForm(endpoint: BrowsedEndpoint, form: FormState): Html {
  const isOpen = form.faults.length > 0
  return html`<details${isOpen && html` open`}><summary>Replay events</summary>
<form method="post" action="${endpointPath(endpoint, '/replay')}" class="draft">${version(endpoint)}
<p class="hint">All events are sent again from there on, with new sequence numbers and their old webhook-id.</p>
${field(form, { name: 'time', label: 'From a time', hint: 'a day such as 2026-02-01, or an instant such as 2026-02-01T09:30:00Z' })}
${field(form, { name: 'cursor', label: 'Or after a cursor', hint: 'a cursor of GET /events, or of a webhook' })}
<button>Replay…</button></form></details>`
}

function changeForm(endpoint: BrowsedEndpoint, form: FormState): Html {
  const isReturned = form.faults.length > 0
  const stored = {
    ...{ url: endpoint.url, description: endpoint.description ?? '', types: endpoint.types?.join(', ') ?? '' },
    ...{ signatures: endpoint.signatures, contactEmail: endpoint.contactEmail ?? '' },
  }
  const shown = isReturned ? atFields(form) : { ...form, values: stored }
  return html`<details${isReturned && html` open`}><summary>Change it</summary>
<form method="post" action="${endpointPath(endpoint, '/change')}" class="draft">${version(endpoint)}
<p class="hint">Its place in the feed stays, and what waits goes to the new address.</p>
${fields(shown, false)}
<button>Change it</button></form></details>`
}

function secretActs(ctx: ConsoleCtx, endpoint: BrowsedEndpoint): Html {
  const refusal = refusalOf(ctx, 'webhook.reveal', endpoint.clientId)
  if (refusal !== undefined) return html`<div class="actions">${greyed('Show or rotate the secret', refusal)}</div>`
  return html`<div class="actions"><form method="post" action="${endpointPath(endpoint, '/reveal')}" class="inline"><button>Show the secret</button> <span class="hint">the audit has who saw it</span></form>
<form method="post" action="${endpointPath(endpoint, '/rotate')}" class="inline">${version(endpoint)}<button>Rotate the secret…</button></form></div>`
}
