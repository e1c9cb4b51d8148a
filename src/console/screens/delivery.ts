/** One delivery: every attempt with the other side's words, and what a person records or does about it. */
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { Type } from 'typebox'
import { type AttemptRow, type DeliveryRow } from '../../deliveries/operator-queries.ts'
import { causeInWords } from '../../distribution/delivery-causes.ts'
import { showDelivery } from '../../distribution/find-delivery.ts'
import { listAmiss } from '../../distribution/list-causes.ts'
import { type Verdict, resolveDelivery } from '../../distribution/resolve-delivery.ts'
import { emailRefusal, retryDelivery } from '../../distribution/retry-delivery.ts'
import { oneOf } from '../../platform/http/schema.ts'
import { invalid } from '../../platform/errors.ts'
import { type Html, html } from '../html.ts'
import { act, page } from '../page.ts'
import { facts } from '../parts/facts.ts'
import { type FormState, errorSummary, field, versionField } from '../parts/form.ts'
import { greyed } from '../parts/greyed.ts'
import { refusalOf } from '../parts/refusal.ts'
import { table } from '../parts/table.ts'
import { withQuery } from '../parts/url.ts'
import { when } from '../parts/when.ts'
import type { ConsoleCtx, PageAnswer, Screen } from '../shell.ts'
import { invoicePath } from './invoice-parts.ts'
import { causeLink, channelName, stateBadge } from './deliveries.ts'

const REASON_CHARACTERS_MAX = 500
const Params = Type.Object({ deliveryId: Type.String({ pattern: UUID_PATTERN }) })
const ResolveForm = Type.Object({
  as: oneOf(['sent', 'again', 'failed'] as const),
  reason: Type.Optional(Type.String({ maxLength: REASON_CHARACTERS_MAX })),
})

const RetryForm = Type.Object({ email: Type.Optional(Type.String({ maxLength: 254 })) })

export const delivery: Screen = {
  routes(shell) {
    page(shell, {
      ...{ path: '/delivery/:deliveryId', permission: 'delivery.read', params: Params },
      show: (ctx, { params }, form) => deliveryPage(ctx, params.deliveryId, form),
    })
    const common = {
      permission: 'delivery.resolve',
      params: Params,
      version: (ctx: ConsoleCtx, { params }: { params: { deliveryId: string } }) => versionOf(ctx, params.deliveryId),
      again: (ctx: ConsoleCtx, { params }: { params: { deliveryId: string } }, form: FormState) =>
        deliveryPage(ctx, params.deliveryId, form),
    } as const
    act(shell, {
      ...{ ...common, path: '/delivery/:deliveryId/resolve', form: ResolveForm },
      async perform(ctx, { params, form }) {
        const verdict = verdictOf(form)
        const { delivery: before } = await showDelivery(ctx.platform.pool, params.deliveryId)
        await resolveDelivery(ctx, params.deliveryId, verdict)
        return after(ctx, before, 'resolved')
      },
    })
    act(shell, {
      ...{ ...common, path: '/delivery/:deliveryId/retry', form: RetryForm },
      async perform(ctx, { params, form }) {
        const { failed } = await retryDelivery(ctx, params.deliveryId, { email: form.email })
        return after(ctx, failed, 'retried')
      },
    })
  },
}

function verdictOf({ as, reason }: { as: 'sent' | 'again' | 'failed'; reason?: string }): Verdict {
  if (as !== 'failed') return { kind: as }
  if (reason !== undefined) return { kind: 'failed', reason }
  throw invalid([{ pointer: '/reason', code: 'REQUIRED', message: 'is missing: say why it has not arrived' }])
}

async function versionOf(ctx: ConsoleCtx, deliveryId: string): Promise<string> {
  const { delivery: row } = await showDelivery(ctx.platform.pool, deliveryId)
  return `${row.state} ${row.updatedAt.getTime()}`
}

/** The next delivery of the same cause, or the causes where none is left. */
async function after(ctx: ConsoleCtx, row: DeliveryRow, did: string): Promise<string> {
  if (row.state !== 'unknown' && row.state !== 'failed') return '/console/deliveries'
  const cause = { channel: row.channel, state: row.state, code: row.code ?? '' }
  const { rows } = await listAmiss(ctx, { ...cause, clientId: ctx.clientId, limit: 2 })
  const next = rows.find(({ deliveryId }) => deliveryId !== row.deliveryId)
  return withQuery(next === undefined ? '/console/deliveries' : `/console/delivery/${next.deliveryId}`, { did })
}

async function deliveryPage(ctx: ConsoleCtx, deliveryId: string, form: FormState): Promise<PageAnswer> {
  const { delivery: row, attempts } = await showDelivery(ctx.platform.pool, deliveryId)
  const { channel, state, code, reason } = row
  const isAmiss = state === 'unknown' || state === 'failed'
  const cause = isAmiss ? { channel, state, code: code ?? '' } : undefined
  return {
    title: `Delivery of invoice ${row.invoiceNumber} by ${channelName(channel)}`,
    body: html`${errorSummary(form)}
${cause !== undefined && html`<p>${stateBadge(state)} <strong>${causeInWords(cause).title}.</strong> ${causeInWords(cause).advice}</p>`}
${reason !== null && html`<blockquote>${reason}</blockquote>`}
${actions(ctx, row, form)}
<h2>The delivery</h2>${factsOf(row)}
${attemptsOf(attempts)}
<p>${cause !== undefined && html`<a href="${causeLink(ctx, cause)}">The others of this cause</a> · `}<a href="/console/deliveries">All causes</a></p>`,
  }
}

function factsOf(row: DeliveryRow): Html {
  return facts([
    ['State', stateBadge(row.state)],
    ['Client', row.clientId],
    [
      'Invoice',
      html`<a href="${invoicePath(row.clientId, { invoiceNumber: row.invoiceNumber, type: row.invoiceType })}">${row.invoiceNumber}</a> (${row.invoiceStatus.toLowerCase()})`,
    ],
    ['Document', row.letterId === null ? 'the invoice' : html`letter <code data-copy>${row.letterId}</code>`],
    ['Delivery', html`<code data-copy>${row.deliveryId}</code>`],
    ['Batch', row.batchId && html`<code data-copy>${row.batchId}</code>`],
    ['Id of the other side', row.remoteId && html`<code data-copy>${row.remoteId}</code>`],
    ['Code', row.code && html`<code>${row.code}</code>`],
    ['Made', when(row.createdAt)],
    ['Sent', row.sentAt && when(row.sentAt)],
    ['Delivered', row.deliveredAt && when(row.deliveredAt)],
    ['Next attempt', row.nextAttemptAt && when(row.nextAttemptAt)],
  ])
}

function attemptsOf(attempts: readonly AttemptRow[]): Html {
  const columns = [
    { head: 'Attempt', cell: ({ attempt }: AttemptRow) => attempt, isNumber: true as const },
    { head: 'When', cell: ({ at }: AttemptRow) => when(at) },
    { head: 'Outcome', cell: ({ outcome }: AttemptRow) => outcome },
    { head: 'Code', cell: ({ code }: AttemptRow) => code && html`<code>${code}</code>` },
    { head: 'Words of the other side', cell: ({ reason }: AttemptRow) => reason },
  ]
  return html`<h2>Attempts and reports</h2>${table({ caption: 'In order of time', columns, empty: 'It was not tried yet.' }, attempts)}`
}

/** A mail that did not reach its receiver goes to another address; other documents are made again by their sender. */
function correction(row: DeliveryRow, version: Html, form: FormState): Html {
  const refusal = emailRefusal(row)
  if (refusal !== undefined) return html`<p>${greyed('Correct the address and send again', refusal)}</p>`
  return html`<form method="post" action="/console/delivery/${row.deliveryId}/retry" class="narrow">${version}
${field(form, { name: 'email', label: 'Right address', hint: 'This invoice goes there. Its letters use the contact of the debtor: correct it there too.', isRequired: true })}
<button>Correct the address and send again</button></form>`
}

function actions(ctx: ConsoleCtx, row: DeliveryRow, form: FormState): Html | null {
  const { deliveryId, state, clientId } = row
  if (state !== 'unknown' && state !== 'failed') return null
  const refusal = refusalOf(ctx, 'delivery.resolve', clientId)
  if (refusal !== undefined) return greyed(state === 'failed' ? 'Send it again' : 'Record the outcome', refusal)
  const version = versionField(`${state} ${row.updatedAt.getTime()}`)
  if (state === 'failed')
    return html`<form method="post" action="/console/delivery/${deliveryId}/retry">${version}<button class="first" autofocus>Send it again</button></form>
${correction(row, version, form)}`
  return html`<section aria-label="Outcome"><h2>Record what you found</h2>
<form method="post" action="/console/delivery/${deliveryId}/resolve" class="narrow">${version}
${field(form, { name: 'reason', label: 'Reason', hint: 'Only where it has not arrived and shall not go out again. The client reads it.' })}
<div class="actions"><button name="as" value="sent" class="first">It was sent</button>
<button name="as" value="again">It was not: send it again</button>
<button name="as" value="failed">It failed for good</button></div></form></section>`
}
