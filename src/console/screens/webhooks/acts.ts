/** The acts on an endpoint. An act shows its effect first, where it does not stand beside the button. */
import { Type } from 'typebox'
import { isEventName } from '../../../events/catalogue.ts'
import { compileChecked } from '../../../platform/http/checked-body.ts'
import { oneOf } from '../../../platform/http/schema.ts'
import { type BrowsedEndpoint, browseEndpoint } from '../../../webhooks/browse-endpoints.ts'
import { changeEndpoint } from '../../../webhooks/change-endpoint.ts'
import { deleteEndpoint } from '../../../webhooks/delete-endpoint.ts'
import { pauseEndpoint } from '../../../webhooks/pause-endpoint.ts'
import { eventsSince, replay } from '../../../webhooks/replay.ts'
import { resumeEndpoint } from '../../../webhooks/resume-endpoint.ts'
import { revealSecret } from '../../../webhooks/reveal-secret.ts'
import { rotateSecret } from '../../../webhooks/rotate-secret.ts'
import { RESUME_FROM, WebhookChange, type WebhookReplay, type WebhookResume } from '../../../webhooks/schemas.ts'
import { testEndpoint } from '../../../webhooks/test-endpoint.ts'
import { type Html, html } from '../../html.ts'
import { act } from '../../page.ts'
import { badge } from '../../parts/badge.ts'
import { facts } from '../../parts/facts.ts'
import type { FormState } from '../../parts/form.ts'
import { when } from '../../parts/when.ts'
import type { ConsoleCtx, PageAnswer, Shell } from '../../shell.ts'
import { LIST, Params, asOwner, counted, endpointPath, momentIn } from './common.ts'
import { endpointPage, versionOf } from './endpoint-page.ts'
import { FIELDS, atFields, writtenIn } from './fields.ts'
import { jsonBlock } from './json-block.ts'
import { secretPage } from './secret-page.ts'

const text = Type.Optional(Type.String({ maxLength: 200 }))
const ChangeForm = Type.Object(FIELDS)
const TestForm = Type.Object({ type: Type.String({ maxLength: 100 }) })
const ResumeForm = Type.Object({ from: Type.Optional(oneOf(RESUME_FROM)), time: text })
const ReplayForm = Type.Object({ time: text, cursor: text })
const checkChange = compileChecked(WebhookChange)

interface On {
  params: { webhookId: string }
}

function find(ctx: ConsoleCtx, { params }: On): Promise<BrowsedEndpoint> {
  return browseEndpoint(ctx, { clientId: ctx.clientId, webhookId: params.webhookId })
}

/** The parts that the acts share: their endpoint, the version that their forms carry, and the page that shows a refused form again. */
function common(act: string) {
  return {
    ...{ path: `/webhook/:webhookId/${act}`, params: Params },
    permission: 'webhook.write' as const,
    version: async (ctx: ConsoleCtx, on: On) => versionOf(await find(ctx, on)),
    again: (ctx: ConsoleCtx, { params }: On, form: FormState) =>
      endpointPage(ctx, params.webhookId, { act, form: atFields(form) }),
  }
}

export function endpointActs(shell: Shell): void {
  act(shell, {
    ...{ ...common('change'), form: ChangeForm },
    async perform(ctx, { params: { webhookId }, form }) {
      const change = checkChange(writtenIn(form))
      await changeEndpoint(await asOwner(ctx, webhookId), { webhookId, change }, shell.webhooks)
      return endpointPath(await find(ctx, { params: { webhookId } }), '', 'webhook-changed')
    },
  })
  act(shell, {
    ...{ path: '/webhook/:webhookId/test', permission: 'webhook.write', params: Params, form: TestForm },
    async perform(ctx, { params: { webhookId }, form: { type } }) {
      const test = isEventName(type) ? { type } : {}
      const { body } = await testEndpoint(await asOwner(ctx, webhookId), { webhookId, test }, shell.webhooks)
      return testedPage(await find(ctx, { params: { webhookId } }), body as unknown as Tested)
    },
  })
  act(shell, {
    ...common('pause'),
    async perform(ctx, on) {
      await pauseEndpoint(await asOwner(ctx, on.params.webhookId), on.params)
      return endpointPath(await find(ctx, on), '', 'webhook-paused')
    },
  })
  act(shell, {
    ...common('delete'),
    async preview(ctx, on) {
      const endpoint = await find(ctx, on)
      return {
        title: 'Delete this endpoint?',
        effect: html`<p>Nothing more is sent to <code>${endpoint.url}</code>. Its secret and its deliveries are removed. The events stay in the feed.</p>`,
        ...{ button: 'Delete it', back: endpointPath(endpoint) },
      }
    },
    async perform(ctx, { params }) {
      await deleteEndpoint(await asOwner(ctx, params.webhookId), params)
      return `${LIST}?did=webhook-deleted`
    },
  })
  placeActs(shell)
  secretActs(shell)
}

/** Acts that set the place in the feed. */
function placeActs(shell: Shell): void {
  act(shell, {
    ...{ ...common('resume'), form: ResumeForm },
    async preview(ctx, { params, form }) {
      const endpoint = await find(ctx, { params })
      const { effect, button } = await effectOfResume(ctx, endpoint, resumeIn(form))
      return { title: 'Resume this endpoint?', effect, button, back: endpointPath(endpoint) }
    },
    async perform(ctx, { params: { webhookId }, form }) {
      await resumeEndpoint(await asOwner(ctx, webhookId), { webhookId, resume: resumeIn(form) })
      shell.wake()
      return endpointPath(await find(ctx, { params: { webhookId } }), '', 'webhook-resumed')
    },
  })
  act(shell, {
    ...{ ...common('replay'), form: ReplayForm },
    async preview(ctx, { params: { webhookId }, form }) {
      const endpoint = await find(ctx, { params: { webhookId } })
      const events = await eventsSince(await asOwner(ctx, webhookId), { webhookId, place: replayIn(form) })
      return {
        title: 'Replay events to this endpoint?',
        effect: html`<p>It goes through the feed from there on, and sends the events of its types again. New events come after them. A receiver that keeps each webhook-id takes none twice.</p>`,
        ...{ button: `Replay ${events} events of the feed`, back: endpointPath(endpoint) },
      }
    },
    async perform(ctx, { params: { webhookId }, form }) {
      await replay(await asOwner(ctx, webhookId), { webhookId, replay: replayIn(form) })
      shell.wake()
      return endpointPath(await find(ctx, { params: { webhookId } }), '', 'webhook-replayed')
    },
  })
}

function secretActs(shell: Shell): void {
  act(shell, {
    ...{ path: '/webhook/:webhookId/reveal', permission: 'webhook.reveal', params: Params },
    async perform(ctx, on) {
      const { body } = await revealSecret(await asOwner(ctx, on.params.webhookId), on.params)
      return shown('The secret of the endpoint', await find(ctx, on), body)
    },
  })
  act(shell, {
    ...common('rotate'),
    permission: 'webhook.reveal' as const,
    async preview(ctx, on) {
      return {
        title: 'Rotate the secret?',
        effect: html`<p>The endpoint gets new keys. For 24 hours each request carries the signatures of the new and of the old secret, so that the receiver can change over.</p>`,
        ...{ button: 'Rotate it', back: endpointPath(await find(ctx, on)) },
      }
    },
    async perform(ctx, on) {
      const { body } = await rotateSecret(await asOwner(ctx, on.params.webhookId), on.params)
      return shown('The new secret of the endpoint', await find(ctx, on), body)
    },
  })
}

function shown(title: string, endpoint: BrowsedEndpoint, body: unknown): PageAnswer {
  const { secret, publicKey, previousSecretUntil } = body as {
    secret: string
    publicKey: string | null
    previousSecretUntil: string | null
  }
  return secretPage({ title, secret, publicKey, previousUntil: previousSecretUntil, back: endpointPath(endpoint) })
}

function resumeIn({
  from = 'STOPPED',
  time,
}: {
  from?: NonNullable<WebhookResume['from']>
  time?: string
}): WebhookResume {
  return { from, ...(time !== undefined && { time: momentIn(time, '/time') }) }
}

function replayIn({ time, cursor }: { time?: string; cursor?: string }): WebhookReplay {
  return { ...(time !== undefined && { time: momentIn(time, '/time') }), ...(cursor !== undefined && { cursor }) }
}

/** Counts stand on the button: they move while a person reads, and the effect is the same. */
async function effectOfResume(
  ctx: ConsoleCtx,
  { webhookId, pending, eventsAhead }: BrowsedEndpoint,
  { from, time }: WebhookResume,
): Promise<{ effect: Html; button: string }> {
  if (from === 'NOW')
    return {
      effect: html`<p>It passes over the deliveries that wait and over the events of the feed behind its place: they are not sent.</p>`,
      button: `Resume without ${counted(pending)} deliveries and ${eventsAhead} events`,
    }
  if (time === undefined)
    return {
      effect: html`<p>It goes on with the deliveries that wait, with those that have failed since it began to fail, and with the events of the feed behind its place. Nothing is lost.</p>`,
      button: `Resume with ${counted(pending)} deliveries and ${eventsAhead} events`,
    }
  const events = await eventsSince(await asOwner(ctx, webhookId), { webhookId, place: { time } })
  return {
    effect: html`<p>It passes over the deliveries that wait, and goes through the events of the feed since ${when(new Date(time))}.</p>`,
    button: `Resume with ${events} events`,
  }
}

interface Tested {
  isDelivered: boolean
  status: number | null
  ms: number
  error: string | null
  detail: string | null
  sent: unknown
}

function testedPage(endpoint: BrowsedEndpoint, { isDelivered, status, ms, error, detail, sent }: Tested): PageAnswer {
  return {
    title: isDelivered ? 'The test arrived' : 'The test did not arrive',
    body: html`${facts([
      ['Outcome', isDelivered ? badge('arrived', 'good') : badge('failed', 'bad')],
      ['Status', status],
      ['Error', error && html`<code>${error}</code>`],
      ['In words', detail],
      ['Took', `${ms} ms`],
      ['Address', html`<code>${endpoint.url}</code>`],
    ])}
<h2>The body of the request</h2>
${jsonBlock(sent)}
<p><a class="button" href="${endpointPath(endpoint)}">Back to the endpoint</a></p>`,
  }
}
