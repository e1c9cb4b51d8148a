/** Accounting: how each connection fares, what failed by the system's own code, and the search for one voucher among all. */
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { type Static, Type } from 'typebox'
import { listFailedOf, listFailures } from '../../../accounting/failures.ts'
import { findDocuments } from '../../../accounting/find-documents.ts'
import type { Failure, FailureRow } from '../../../accounting/search-queries.ts'
import { lastSuccesses, syncStatus } from '../../../accounting/sync-status.ts'
import type { ConnectionStatusRow } from '../../../accounting/sync-status-queries.ts'
import { testConnection } from '../../../accounting/test-connection.ts'
import { AppError } from '../../../platform/errors.ts'
import { type Html, html } from '../../html.ts'
import { list } from '../../list/list.ts'
import { act, page } from '../../page.ts'
import { badge } from '../../parts/badge.ts'
import { type FormState, NO_FORM, errorSummary } from '../../parts/form.ts'
import { greyed } from '../../parts/greyed.ts'
import { refusalOf } from '../../parts/refusal.ts'
import { table } from '../../parts/table.ts'
import { withQuery } from '../../parts/url.ts'
import { age } from '../../parts/when.ts'
import type { ConsoleCtx, PageAnswer, Screen, Shell } from '../../shell.ts'
import { DOCUMENT_COLUMNS, PATH, accountingCtx, documents } from './parts.ts'

const CONNECTIONS_MAX = 200
const FOUND_MAX = 50
/** In an address an empty text would filter nothing. */
const NONE = '-'
const ClientParam = Type.Object({ clientIdentifier: Type.Integer({ minimum: 1, maximum: 999_999_999_999_999 }) })
const CompanyQuery = Type.Object({ company: Type.Optional(Type.String({ maxLength: 200 })) })
const Reason = {
  company: Type.Optional(Type.String({ maxLength: 200 })),
  code: Type.Optional(Type.String({ maxLength: 200 })),
}
const ReasonQuery = Type.Object(Reason)
const FindQuery = Type.Object({ words: Type.Optional(Type.String({ maxLength: 200 })) })

export const accounting: Screen = {
  menu: { path: PATH, label: 'Accounting', permission: 'accounting.read', group: 'Records' },
  routes(shell) {
    page(shell, {
      ...{ path: '/accounting', permission: 'accounting.read', query: FindQuery },
      show: (ctx, { query: { words } }) => (words === undefined ? overview(ctx, NO_FORM) : found(ctx, words)),
    })
    failedList(shell)
    act(shell, {
      ...{ path: '/client/:clientIdentifier/accounting/test', permission: 'accounting.connect' },
      ...{ params: ClientParam, query: CompanyQuery },
      async perform(ctx, { params, query }) {
        const client = accountingCtx(ctx, shell.accounting, params.clientIdentifier)
        const { body } = await testConnection(
          client,
          query.company === undefined ? {} : { companyIdentifier: query.company },
        )
        const { ok, message, details } = body as { ok: boolean; message: string; details: { advice?: string } }
        if (!ok) throw new AppError('RULE', `The test failed. ${message} ${details.advice ?? ''}`.trim())
        return withQuery(PATH, { did: 'tested' })
      },
      again: (ctx, _input, form) => overview(ctx, form),
    })
  },
}

function searchForm(ctx: ConsoleCtx, words: string): Html {
  return html`<form method="get" action="${PATH}" class="filters" role="search" aria-label="Find one voucher">
<div class="field"><label for="words">Find one voucher</label>
<p class="hint" id="words-hint">Its identifier, invoice number, id in the accounting system, or amount (124,00) and date (2026-03-01).</p>
<input id="words" name="words" class="wide" aria-describedby="words-hint" value="${words}"${words === '' && html` autofocus`}></div>
${ctx.clientId !== undefined && html`<input type="hidden" name="client" value="${ctx.clientId}">`}
<button>Find</button> ${words !== '' && html`<a href="${PATH}">Clear</a>`}</form>`
}

async function found(ctx: ConsoleCtx, words: string): Promise<PageAnswer> {
  try {
    const rows = await findDocuments(ctx, { clientId: ctx.clientId, words, limit: FOUND_MAX })
    const caption = rows.length === FOUND_MAX ? `The latest ${FOUND_MAX}: add words to narrow it` : 'Found'
    const empty = 'No voucher has this identifier, name, id or amount. Names and ids are searched whole.'
    return { title: 'Accounting', body: html`${searchForm(ctx, words)}${documents(ctx, caption, empty, rows)}` }
  } catch (error) {
    if (!(error instanceof AppError) || error.faults === undefined) throw error
    const form = { values: { words }, faults: error.faults }
    return { title: 'Accounting', status: error.status, body: html`${errorSummary(form)}${searchForm(ctx, words)}` }
  }
}

async function overview(ctx: ConsoleCtx, form: FormState): Promise<PageAnswer> {
  const connections = await syncStatus(ctx, { clientId: ctx.clientId, limit: CONNECTIONS_MAX })
  const lastOf = await lastSuccesses(ctx, connections)
  const failures = await listFailures(ctx, { clientId: ctx.clientId })
  return {
    title: 'Accounting',
    body: html`${errorSummary(form)}${searchForm(ctx, '')}
<h2>What failed, by the code of the system</h2>
${table({ caption: 'The largest group first', columns: failureColumns(ctx), empty: 'No document has failed.' }, failures)}
<h2>Connections</h2>
${table(
  {
    caption: 'Connections with trouble first',
    columns: connectionColumns(ctx, lastOf),
    empty: 'No accounting system is connected. PUT /accounting/connection connects one.',
  },
  connections,
)}`,
  }
}

function failureColumns(ctx: ConsoleCtx) {
  const now = ctx.platform.clock.now()
  return [
    {
      head: 'Code',
      cell: (row: FailureRow) => html`<a href="${failedPath('', row)}">${row.code === '' ? 'no code' : row.code}</a>`,
    },
    { head: 'Words of the system, and advice', cell: ({ description }: FailureRow) => description },
    { head: 'System', cell: ({ system }: FailureRow) => system },
    { head: 'Client', cell: ({ clientId }: FailureRow) => clientId },
    { head: 'Company', cell: ({ companyIdentifier }: FailureRow) => companyIdentifier },
    { head: 'Documents', cell: ({ documents: count }: FailureRow) => count, isNumber: true as const },
    { head: 'Oldest', cell: ({ oldestAt }: FailureRow) => html`${age(oldestAt, now)} ago` },
    { head: 'Do', cell: (row: FailureRow) => retryForm(ctx, row) },
  ]
}

function retryForm(ctx: ConsoleCtx, row: FailureRow): Html {
  const label = row.documents === 1 ? 'Try it again' : `Try all ${row.documents} again`
  const refusal = refusalOf(ctx, 'accounting.retry', row.clientId)
  if (refusal !== undefined) return greyed(label, refusal)
  return html`<form method="post" action="${failedPath('/bulk', row)}"><input type="hidden" name="act" value="document.retry">
<input type="hidden" name="all" value="yes"><button>${label}</button></form>`
}

function connectionColumns(ctx: ConsoleCtx, lastOf: (row: ConnectionStatusRow) => Date | undefined) {
  const now = ctx.platform.clock.now()
  return [
    { head: 'Client', cell: ({ clientId }: ConnectionStatusRow) => clientId },
    { head: 'Company', cell: ({ companyIdentifier }: ConnectionStatusRow) => companyIdentifier || 'none named' },
    {
      head: 'System',
      cell: ({ system, simulator }: ConnectionStatusRow) => html`${system}${simulator && ' (simulator)'}`,
    },
    {
      head: 'State',
      cell: ({ state, reason }: ConnectionStatusRow) =>
        html`${badge(state, state === 'active' ? 'good' : 'bad')}${reason !== null && html`<br><span class="hint">${reason}</span>`}`,
    },
    { head: 'Waiting', cell: ({ depth }: ConnectionStatusRow) => depth, isNumber: true as const },
    { head: 'Oldest waiting', cell: ({ oldestAt }: ConnectionStatusRow) => oldestAt && html`${age(oldestAt, now)}` },
    { head: 'Held', cell: ({ held }: ConnectionStatusRow) => held, isNumber: true as const },
    { head: 'Failed', cell: ({ failed }: ConnectionStatusRow) => failed, isNumber: true as const },
    {
      head: 'Last success',
      cell: (row: ConnectionStatusRow) => {
        const at = lastOf(row)
        return at === undefined ? 'none of late' : html`${age(at, now)} ago`
      },
    },
    { head: 'Do', cell: (row: ConnectionStatusRow) => testForm(ctx, row) },
  ]
}

function testForm(ctx: ConsoleCtx, { clientId, companyIdentifier, system }: ConnectionStatusRow): Html | null {
  if (system === null) return null
  const refusal = refusalOf(ctx, 'accounting.connect', clientId)
  if (refusal !== undefined) return greyed('Test', refusal)
  const action = withQuery(`/console/client/${clientId}/accounting/test`, {
    company: companyIdentifier === '' ? undefined : companyIdentifier,
  })
  return html`<form method="post" action="${action}"><button>Test</button></form>`
}

function failureIn({ company, code }: Static<typeof ReasonQuery>) {
  return { companyIdentifier: company === NONE ? '' : company, code: code === NONE ? '' : code }
}

function failedPath(path: string, { clientId, companyIdentifier, code }: Failure): string {
  return withQuery(`${PATH}/failed${path}`, {
    ...{ client: String(clientId), company: companyIdentifier === '' ? NONE : companyIdentifier },
    code: code === '' ? NONE : code,
  })
}

function failedList(shell: Shell): void {
  list(shell, {
    ...{ path: '/accounting/failed', name: 'failed-vouchers', nouns: ['voucher', 'vouchers'] },
    ...{ title: 'Vouchers that failed', permission: 'accounting.read', query: ReasonQuery, columns: DOCUMENT_COLUMNS },
    filters: () => [
      { name: 'client', label: 'Client', type: 'number' },
      { name: 'company', label: 'Company' },
      { name: 'code', label: 'Code of the system' },
    ],
    keyOf: ({ kind, seq }) => `${kind}-${seq}`,
    async read(ctx, query, { limit, after }) {
      const seq = after === undefined ? undefined : Number(after)
      const scope = ctx.clientId === undefined ? {} : { clientId: ctx.clientId }
      const { rows, next } = await listFailedOf(ctx, {
        ...omitUndefined(failureIn(query)),
        ...scope,
        after: seq,
        limit,
      })
      return { rows, next: next === undefined ? undefined : String(next) }
    },
    async above(ctx, query) {
      if (ctx.clientId === undefined || query.code === undefined) return null
      const { code } = failureIn(query)
      const failure = (await listFailures(ctx, { clientId: ctx.clientId })).find((one) => one.code === code)
      return failure === undefined ? null : html`<blockquote>${failure.description}</blockquote>`
    },
    empty: html`None is left. <a href="${PATH}">Go back to accounting</a>`,
    bulk: { acts: ['document.retry'], keyOf: ({ clientId, kind, identifier }) => `${clientId}.${kind}.${identifier}` },
  })
}
