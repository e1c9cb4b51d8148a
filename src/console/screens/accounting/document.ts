/** One document in accounting: our voucher, what it became there, how its sending went, and the acts on it. */
import { minorToNumber } from '@saatava/core/money.ts'
import { type Static, Type } from 'typebox'
import { dropDocument } from '../../../accounting/drop-document.ts'
import { retryDocument } from '../../../accounting/retry-document.ts'
import { type ShownDocument, showDocument } from '../../../accounting/show-document.ts'
import type { VersionRow } from '../../../accounting/search-queries.ts'
import type { AccountingDocument, LedgerRow, PaymentRow } from '../../../connectors/port.ts'
import { oneOf } from '../../../platform/http/schema.ts'
import { type Html, html } from '../../html.ts'
import { act, page } from '../../page.ts'
import { facts } from '../../parts/facts.ts'
import { type FormState, errorSummary, field, versionField } from '../../parts/form.ts'
import { greyed } from '../../parts/greyed.ts'
import { money } from '../../parts/money.ts'
import { refusalOf } from '../../parts/refusal.ts'
import { table } from '../../parts/table.ts'
import { when } from '../../parts/when.ts'
import type { ConsoleCtx, PageAnswer, Screen } from '../../shell.ts'
import { PATH, accountingCtx, documentPath, statusBadge } from './parts.ts'

const REASON_CHARACTERS_MAX = 500
const Params = Type.Object({
  clientIdentifier: Type.Integer({ minimum: 1, maximum: 999_999_999_999_999 }),
  kind: oneOf(['ledger', 'payment', 'invoice'] as const),
  seq: Type.Integer({ minimum: 1, maximum: 999_999_999_999_999 }),
})
type Params = Static<typeof Params>
const DropForm = Type.Object({ reason: Type.String({ minLength: 1, maxLength: REASON_CHARACTERS_MAX }) })
const DOCUMENT = '/client/:clientIdentifier/accounting/:kind/:seq'

export const accountingDocument: Screen = {
  routes(shell) {
    page(shell, {
      ...{ path: DOCUMENT, permission: 'accounting.read', params: Params },
      show: (ctx, { params }, form) => documentPage(ctx, params, form),
    })
    const version = async (ctx: ConsoleCtx, { params }: { params: Params }) => versionOf(await shown(ctx, params))
    const again = (ctx: ConsoleCtx, { params }: { params: Params }, form: FormState) => documentPage(ctx, params, form)
    act(shell, {
      ...{ path: `${DOCUMENT}/retry`, permission: 'accounting.retry', params: Params, version, again },
      async perform(ctx, { params }) {
        const { kind, identifier } = await shown(ctx, params)
        await retryDocument(accountingCtx(ctx, shell.accounting, params.clientIdentifier), kind, identifier)
        return `${pathOf(params)}?did=queued`
      },
    })
    act(shell, {
      ...{ path: `${DOCUMENT}/drop`, permission: 'accounting.retry', params: Params, form: DropForm, version, again },
      async perform(ctx, { params, form }) {
        const { kind, identifier } = await shown(ctx, params)
        const client = accountingCtx(ctx, shell.accounting, params.clientIdentifier)
        await dropDocument(client, kind, identifier, { reason: form.reason })
        return `${pathOf(params)}?did=dropped`
      },
    })
  },
}

function shown(ctx: ConsoleCtx, { clientIdentifier, kind, seq }: Params): Promise<ShownDocument> {
  return showDocument(ctx, { clientId: clientIdentifier, kind, seq })
}

function pathOf({ clientIdentifier, kind, seq }: Params): string {
  return documentPath({ clientId: clientIdentifier, kind, seq })
}

function versionOf({ status, updatedAt }: Pick<ShownDocument, 'status' | 'updatedAt'>): string {
  return `${status} ${updatedAt.getTime()}`
}

async function documentPage(ctx: ConsoleCtx, params: Params, form: FormState): Promise<PageAnswer> {
  const row = await shown(ctx, params)
  return {
    title: `Voucher ${row.identifier}`,
    body: html`${errorSummary(form)}
${row.description !== null && html`<blockquote>${row.description}</blockquote>`}
${actions(ctx, row, form)}
<h2>In the accounting system</h2>${there(row)}
<h2>Our voucher</h2>${ours(row)}
${row.versions.length > 0 && versions(row.versions)}
<h2>On the wire</h2>
<p class="hint">Requests and answers are not kept, because they would hold credentials. Each request is made of the voucher above; the words of the system stand on top of this page.</p>
<p><a href="${PATH}">Accounting</a></p>`,
  }
}

function there(row: ShownDocument): Html {
  const { connection, remoteIds, attempts, intentAt } = row
  return facts([
    ['State', statusBadge(row)],
    ['System', connection === undefined ? 'none is connected' : `${connection.system}, ${connection.state}`],
    ['Company', row.companyIdentifier || connection?.companyIdentifier],
    ['It became', remoteIds.length > 0 ? remoteIds.map((id) => html`<code data-copy>${id}</code> `) : null],
    ['State there', row.documentStatus],
    ['In the books since', row.syncedAt && when(row.syncedAt)],
    ['Attempts', attempts],
    ['Last attempt', intentAt && when(intentAt)],
    ['Code', row.code && html`<code>${row.code}</code>`],
    [
      'May be there',
      row.status !== 'synced' && row.maybeStored
        ? 'yes: a request may have arrived. It is searched for before anything is sent again.'
        : null,
    ],
  ])
}

function ours(row: ShownDocument): Html {
  const { content } = row
  return html`${facts([
    ['Identifier', html`<code data-copy>${row.identifier}</code>`],
    ['Kind', row.kind],
    ['Client', row.clientId],
    ['Name', row.documentName],
    ['Date', row.documentDate],
    ['Submitted', html`${when(row.submittedAt)} by ${row.submittedBy}`],
  ])}${rowsOf(content, row.currency ?? '')}`
}

function rowsOf(content: AccountingDocument, currency: string): Html {
  if (content.kind === 'payment')
    return html`${facts([
      ['Pays', content.invoiceNumber ?? content.paymentReference],
      ['Amount', amount(content.amount, content.currency)],
      ['Method', content.description ?? content.paymentMethodType],
    ])}${
      content.rows.length > 0 &&
      table(
        {
          ...{ caption: 'Rows of the payment', empty: '' },
          columns: [
            { head: 'Account', cell: ({ accountNumber }: PaymentRow) => accountNumber },
            { head: 'Text', cell: ({ description }: PaymentRow) => description },
            {
              head: 'Amount',
              cell: (one: PaymentRow) => amount(one.amount, content.currency),
              isNumber: true,
            },
          ],
        },
        content.rows,
      )
    }`
  return table(
    {
      ...{ caption: 'Rows of the voucher, debit above zero', empty: 'It has no rows.' },
      columns: [
        { head: 'Account', cell: ({ accountNumber }: LedgerRow) => accountNumber },
        { head: 'Text', cell: ({ transactionDescription }: LedgerRow) => transactionDescription },
        {
          head: 'VAT',
          cell: ({ vatCode, vatPercentage }: LedgerRow) =>
            [vatCode, vatPercentage && `${vatPercentage} %`].filter(Boolean).join(', '),
        },
        { head: 'Date', cell: ({ bookingDate }: LedgerRow) => bookingDate },
        {
          head: 'Amount',
          cell: (one: LedgerRow) => amount(one.amount, currency),
          isNumber: true,
        },
      ],
    },
    content.rows,
  )
}

function amount(minor: bigint, currency: string): Html {
  return money(minorToNumber(minor), currency)
}

function versions(rows: readonly VersionRow[]): Html {
  return html`<h2>Earlier contents</h2>${table(
    {
      ...{ caption: 'Each was replaced by its sender', empty: '' },
      columns: [
        { head: 'Version', cell: ({ version }: VersionRow) => version, isNumber: true },
        { head: 'Submitted', cell: ({ submittedAt }: VersionRow) => when(submittedAt) },
        { head: 'Replaced', cell: ({ replacedAt }: VersionRow) => when(replacedAt) },
        { head: 'Why it had failed', cell: ({ description, code }: VersionRow) => description ?? code },
      ],
    },
    rows,
  )}`
}

function actions(ctx: ConsoleCtx, row: ShownDocument, form: FormState): Html {
  const refusal =
    row.status === 'failed'
      ? refusalOf(ctx, 'accounting.retry', row.clientId)
      : 'Only a voucher that has failed can be tried again or dropped.'
  if (refusal !== undefined) return html`<p>${greyed('Try again', refusal)}</p>`
  const path = documentPath(row)
  const version = versionField(versionOf(row))
  return html`<form method="post" action="${path}/retry">${version}<button class="first" autofocus>Try again, in its old place</button></form>
<details><summary>Drop it</summary><form method="post" action="${path}/drop" class="narrow">${version}
${field(form, { name: 'reason', label: 'Reason', hint: 'It is never sent then, and later vouchers of its invoice go on.', isRequired: true })}
<button>Drop</button></form></details>`
}
