/** One invoice: its status with the reasons, the ways it has taken, its document, and the approval that it may wait for. */
import { INVOICE_TYPES } from '@saatava/einvoice/model/document.ts'
import { type Static, Type } from 'typebox'
import { previewActions } from '../../case-api/actions/preview-actions.ts'
import type { ActionPreview } from '../../case-api/actions/schemas.ts'
import { submitActions } from '../../case-api/actions/submit-actions.ts'
import { listInvoices } from '../../case-api/lists/list-invoices.ts'
import type { ListedInvoice } from '../../case-api/lists/schemas.ts'
import { paymentOfInvoice } from '../../case-api/view/invoice-payment.ts'
import { invoiceFile } from '../../invoices/document-file.ts'
import { readInvoice } from '../../invoices/read-invoice.ts'
import { InvoiceParams, type InvoiceView } from '../../invoices/view-schemas.ts'
import { type ClientCtx, clientCtx } from '../../platform/context.ts'
import { AppError } from '../../platform/errors.ts'
import { oneOf } from '../../platform/http/schema.ts'
import { may } from '../../users/may.ts'
import { type Html, html } from '../html.ts'
import { rowsOf } from '../list/of-answer.ts'
import { act, file, page } from '../page.ts'
import { badge } from '../parts/badge.ts'
import { facts } from '../parts/facts.ts'
import { type FormState, NO_FORM, errorSummary, field, versionField } from '../parts/form.ts'
import { greyed } from '../parts/greyed.ts'
import { money } from '../parts/money.ts'
import { table } from '../parts/table.ts'
import { when } from '../parts/when.ts'
import type { ConsoleCtx, PageAnswer, Preview, Screen } from '../shell.ts'
import { invoicePath, isWaiting, paymentBadge, statusBadge } from './invoice-parts.ts'

const PATH = '/client/:clientIdentifier/invoice/:number'
const COMMENT_CHARACTERS_MAX = 1_000
const Params = Type.Object({
  clientIdentifier: Type.Integer({ minimum: 1, maximum: 999_999_999_999_999 }),
  ...InvoiceParams.properties,
})
const Query = Type.Object({ type: Type.Optional(oneOf(INVOICE_TYPES)) })
const ApproveForm = Type.Object({
  comment: Type.Optional(Type.String({ maxLength: COMMENT_CHARACTERS_MAX })),
})
const REJECT =
  'Saatava rejects no invoice. Its sender sends it again with other content, or leaves it here: it goes nowhere without approval.'

type Shown = Static<typeof InvoiceView>
interface At {
  params: Static<typeof Params>
  query: Static<typeof Query>
}

export const invoice: Screen = {
  routes(shell) {
    page(shell, {
      ...{ path: PATH, permission: 'invoice.read', params: Params, query: Query },
      data: {
        apiPath: ({ params, query }) =>
          `/api/v1/partner/invoice/${params.number}${query.type === undefined ? '' : `?type=${query.type}`}`,
        read: (ctx, input) => shownOf(ctx, input),
      },
      show: (ctx, input) => invoicePage(ctx, input, NO_FORM),
    })
    file(shell, {
      ...{ path: `${PATH}/document`, permission: 'invoice.read', params: Params, query: Query },
      async send(ctx, { params, query }, reply) {
        const answer = await invoiceFile(
          { ...ofClient(ctx, params), invoices: shell.invoices },
          ...([params.number, query.type, 'PDF'] as const),
        )
        return reply
          .headers(answer.headers ?? {})
          .type('application/pdf')
          .send(answer.content?.data)
      },
    })
    act(shell, {
      ...{ path: `${PATH}/approve`, permission: 'case.act', params: Params, query: Query, form: ApproveForm },
      version: async (ctx, input) => versionOf(await shownOf(ctx, input)),
      preview: approvalPreview,
      async perform(ctx, { params, query, form }) {
        const client = ofClient(ctx, params)
        const shown = await shownOf(ctx, { params, query })
        const prefer = { return: undefined, waitSeconds: undefined }
        await submitActions(client, batchOf(params.number, form.comment), undefined, prefer, shell.wake)
        return nextWaiting(client, shown)
      },
      again: (ctx, input, form) => invoicePage(ctx, input, form),
    })
  },
}

/** The path names the client, so the context is that of the client. */
function ofClient(ctx: ConsoleCtx, { clientIdentifier }: At['params']): ClientCtx {
  return clientCtx(ctx, clientIdentifier)
}

async function shownOf(ctx: ConsoleCtx, { params, query }: At): Promise<Shown> {
  const { body } = await readInvoice(ofClient(ctx, params), paymentOfInvoice, params.number, query.type)
  return body as Shown
}

function versionOf({ status, evaluatedAt }: Shown): string {
  return `${status} ${evaluatedAt ?? ''}`.trim()
}

function batchOf(invoiceNumber: number, comment: string | undefined) {
  return {
    actions: [{ code: 'APPROVE' as const, data: { invoiceNumber }, ...(comment === undefined ? {} : { comment }) }],
  }
}

async function approvalPreview(
  ctx: ConsoleCtx,
  { params, query, form }: At & { form: Static<typeof ApproveForm> },
): Promise<Preview> {
  const shown = await shownOf(ctx, { params, query })
  const { body } = await previewActions(ofClient(ctx, params), batchOf(params.number, form.comment))
  const [outcome] = (body as Static<typeof ActionPreview>).actions
  if (outcome?.refusal !== undefined) throw new AppError('RULE', outcome.refusal.message)
  return {
    title: `Approve invoice ${shown.invoiceNumber}`,
    effect: html`<p>The invoice of ${money(shown.amounts.totalAmount, shown.currency)} leaves ${statusBadge(shown.status)}.
It is evaluated again at once. Unless something is wrong with it, it goes out by the first channel of its client.</p>
<p class="hint">An invoice that has gone out cannot be taken back. A credit note cancels it.</p>`,
    button: 'Approve',
    back: invoicePath(params.clientIdentifier, shown),
  }
}

/** Leads to the next invoice that waits for the same reason, or back to the list. */
async function nextWaiting(client: ClientCtx, { status, invoiceId }: Shown): Promise<string> {
  const asked = { status: status === 'DUPLICATE' ? ('DUPLICATE' as const) : ('MANUAL' as const), limit: 2 }
  const { rows } = rowsOf<ListedInvoice>(await listInvoices(client, asked), 'invoices')
  const next = rows.find((row) => row.invoiceId !== invoiceId)
  if (next === undefined) return `/console/invoices?client=${client.clientId}&did=invoice-approved`
  return `${invoicePath(client.clientId, next)}&did=invoice-approved`
}

async function invoicePage(ctx: ConsoleCtx, { params, query }: At, form: FormState): Promise<PageAnswer> {
  const shown = await shownOf(ctx, { params, query })
  const { clientIdentifier } = params
  const typed = `?type=${shown.type}`
  const path = `/console/client/${clientIdentifier}/invoice/${shown.invoiceNumber}`
  return {
    title: `${TITLES[shown.type] ?? 'Invoice'} ${shown.invoiceNumber}`,
    body: html`${errorSummary(form)}
<p>${statusBadge(shown.status)} ${paymentBadge(shown.paymentState)}</p>
${reasons('Reasons', shown.reasons)}
${isWaiting(shown.status) && approval(ctx, shown, { clientIdentifier, action: `${path}/approve${typed}`, form })}
${facts([
  ['Client', clientIdentifier],
  ['Invoice id', html`<code data-copy>${shown.invoiceId}</code>`],
  ['Payment reference', shown.paymentReference && html`<code data-copy>${shown.paymentReference}</code>`],
  ['Invoice date', shown.invoiceDate],
  ['Due', shown.dueDate],
  ['Submitted', when(new Date(shown.submittedAt))],
  ['Evaluated', shown.evaluatedAt && when(new Date(shown.evaluatedAt))],
  ['Document', documentLink(shown, `${path}/document${typed}`)],
])}
${amounts(shown, { clientIdentifier, document: hasDocument(shown) ? `${path}/document${typed}` : undefined })}
${reasons('Warnings', shown.warnings)}
<section id="deliveries"><h2>Ways it has taken</h2>${deliveries(shown)}</section>
<p><a href="/console/invoices?client=${clientIdentifier}">Invoices of client ${clientIdentifier}</a></p>`,
  }
}

const TITLES: Record<string, string> = {
  ...{ CREDIT_NOTE: 'Credit note', REMINDER: 'Reminder', COLLECTION: 'Collection', FACTORING: 'Factored invoice' },
}

function reasons(title: string, list: Shown['reasons']): Html | null {
  if (list.length === 0) return null
  return html`<section><h2>${title}</h2><ul>${list.map(
    ({ code, message, pointer }) =>
      html`<li>${message} <span class="hint"><code>${code}</code>${pointer !== undefined && html` at <code>${pointer}</code>`}</span></li>
`,
  )}</ul></section>`
}

function approval(
  ctx: ConsoleCtx,
  shown: Shown,
  { clientIdentifier, action, form }: { clientIdentifier: number; action: string; form: FormState },
): Html {
  if (!may(ctx.session.grants, 'case.act', clientIdentifier))
    return html`<section id="approval"><h2>Approval</h2>${greyed('Approve', 'Your roles lack the permission case.act.')}</section>`
  return html`<section id="approval"><h2>Approval</h2>
<form method="post" action="${action}" class="narrow">${versionField(versionOf(shown))}
${field(form, { name: 'comment', label: 'Comment', hint: 'It stands in the audit. You may leave it empty.' })}
<button class="first" autofocus>Approve</button></form>
<p>${greyed('Reject', REJECT)}</p></section>`
}

function hasDocument({ status }: Shown): boolean {
  return ['INVOICED', 'INTERMEDIATED', 'CREDITED', 'ACCEPTED'].includes(status)
}

function documentLink(shown: Shown, path: string): Html {
  if (hasDocument(shown)) return html`<a href="${path}">PDF</a>`
  return html`<span class="hint">It gets a document when the evaluation has accepted it.</span>`
}

function amounts(
  { amounts, currency, case: debt, payments }: Shown,
  { clientIdentifier, document }: { clientIdentifier: number; document: string | undefined },
): Html {
  const casePath = debt === null ? undefined : `/console/client/${clientIdentifier}/case/${debt.caseId}`
  const line = (name: string, amount: number, why: string | undefined) => [name, money(amount, currency, why)] as const
  const some = (name: string, amount: number) => (amount === 0 ? ([name, null] as const) : line(name, amount, casePath))
  return html`<section id="amounts"><h2>Amounts</h2>${facts([
    line('Net', amounts.netAmount, document),
    line('VAT', amounts.vatAmount, document),
    line('Total', amounts.totalAmount, document),
    some('Credited', amounts.creditedAmount),
    some('Paid before the hand-over', payments.beforeHandOverAmount),
    some('Paid to the agency', payments.receivedAmount),
    some('Paid to the creditor', payments.directAmount),
    some('Taken back', payments.takenBackAmount),
    some('Overpaid', payments.overpaidAmount),
    some('Waived', payments.waivedAmount),
    ['Last payment', payments.lastPaymentDate],
    ['Case', debt && html`<a href="${casePath}">${debt.caseId}</a> ${badge(debt.status)} ${debt.stage}`],
    ['Open today', debt && money(debt.openAmount, currency, casePath)],
  ])}</section>`
}

type Delivery = Shown['deliveries'][number]

function deliveries(shown: Shown): Html {
  const at = (moment: string | null) => moment && when(new Date(moment))
  return table(
    {
      caption: 'Deliveries, planned ones included',
      columns: [
        { head: 'Channel', cell: ({ channel }: Delivery) => channel },
        { head: 'State', cell: ({ state }: Delivery) => deliveryBadge(state) },
        { head: 'Attempts', cell: ({ attempts }: Delivery) => attempts, isNumber: true },
        { head: 'Sent', cell: ({ sentAt }: Delivery) => at(sentAt) },
        { head: 'Arrived', cell: ({ deliveredAt }: Delivery) => at(deliveredAt) },
        { head: 'Next try', cell: ({ nextAttemptAt }: Delivery) => at(nextAttemptAt) },
        {
          head: 'Answer of the other side',
          cell: ({ failureCode, failureReason }: Delivery) =>
            failureReason && html`${failureReason} <span class="hint"><code>${failureCode}</code></span>`,
        },
      ],
      empty: 'It has not gone out. Deliveries appear here when the evaluation has accepted the invoice.',
    },
    shown.deliveries,
  )
}

function deliveryBadge(state: string): Html {
  const tone = ['SENT', 'DELIVERED'].includes(state) ? 'good' : ['FAILED', 'UNKNOWN'].includes(state) ? 'bad' : 'plain'
  return badge(state, tone)
}
