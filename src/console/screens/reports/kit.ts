/** One report: its page with chart and table, and its CSV file, from one read. */
import { Type } from 'typebox'
import type { ClientId } from '@saatava/core/ids.ts'
import { type Html, type HtmlValue, html } from '../../html.ts'
import { CSV_MEDIA_TYPE, csvLines } from '../../list/csv.ts'
import { file, page } from '../../page.ts'
import { select } from '../../parts/form.ts'
import { table } from '../../parts/table.ts'
import { withQuery } from '../../parts/url.ts'
import type { ConsoleCtx, Shell } from '../../shell.ts'

const REPORTS = {
  stock: 'Stock',
  aging: 'Aging',
  'money-in': 'Money in',
  recovery: 'Recovery',
  losses: 'Credit losses',
  fees: 'Fees',
} as const
type ReportId = keyof typeof REPORTS

const Query = Type.Object({ currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })) })

interface View {
  ctx: ConsoleCtx
  currency: string
  /** An address with the client of this page, where there is one. */
  to(path: string, query: Readonly<Record<string, string | undefined>>): string
}

interface Column<Row> {
  head: string
  cell(row: Row, view: View): HtmlValue
  csv(row: Row): string | number | null
  isNumber?: true
}

export interface Report<Row extends { currency: string }> {
  id: ReportId
  /** The report in one sentence, with what is counted and what is not. */
  tells: string
  /** The rows of all currencies. */
  read(ctx: ConsoleCtx, asked: { clientId: ClientId | undefined }): Promise<readonly Row[]>
  chart(rows: readonly Row[], view: View): Html
  columns(view: View): readonly Column<Row>[]
  empty: HtmlValue
}

export function report<Row extends { currency: string }>(shell: Shell, spec: Report<Row>): void {
  const path = `/reports/${spec.id}`
  const title = `Reports: ${REPORTS[spec.id].toLowerCase()}`
  page(shell, {
    ...{ path, permission: 'report.read', query: Query },
    async show(ctx, { query, url }) {
      const all = await spec.read(ctx, { clientId: ctx.clientId })
      const currencies = [...new Set(all.map(({ currency }) => currency))]
      const currency = query.currency ?? mostOf(all) ?? ''
      const rows = all.filter((row) => row.currency === currency)
      const view = viewOf(ctx, currency)
      const columns = spec.columns(view)
      return {
        title,
        body: html`${tabs(view, spec.id)}
<p>${spec.tells}</p>
${filters(ctx, path, { currencies, currency })}
${
  rows.length === 0
    ? html`<p class="empty">${spec.empty}</p>`
    : html`${spec.chart(rows, view)}
<p><a href="${withQuery(`/console${path}.csv`, { ...queryOf(url), did: undefined })}" download>CSV</a></p>
<details open><summary>The numbers</summary>
${table({ caption: `${REPORTS[spec.id]} in ${currency}`, columns: columns.map((column) => ({ ...column, cell: (row: Row) => column.cell(row, view) })), empty: spec.empty }, rows)}</details>`
}`,
      }
    },
  })
  file(shell, {
    ...{ path: `${path}.csv`, permission: 'report.read', query: Query },
    async send(ctx, { query }, reply) {
      const all = await spec.read(ctx, { clientId: ctx.clientId })
      const rows = all.filter(({ currency }) => query.currency === undefined || currency === query.currency)
      const columns = spec.columns(viewOf(ctx, query.currency ?? ''))
      const lines = [
        ['Currency', ...columns.map(({ head }) => head)],
        ...rows.map((row) => [row.currency, ...columns.map(({ csv }) => csv(row) ?? '')]),
      ]
      return reply
        .type(CSV_MEDIA_TYPE)
        .header('content-disposition', `attachment; filename="${spec.id}.csv"`)
        .send(csvLines(lines, true))
    },
  })
}

/** A value of a chart in words: whole units, in groups of three digits. */
export function units(currency: string): (value: number) => string {
  return (value) => `${grouped(Math.round(value))} ${currency}`
}

function grouped(value: number): string {
  return String(value).replaceAll(/\B(?=(?:\d{3})+$)/g, '\u202f')
}

function viewOf(ctx: ConsoleCtx, currency: string): View {
  const client = ctx.clientId === undefined ? undefined : String(ctx.clientId)
  return { ctx, currency, to: (path, query) => withQuery(path, { ...query, client }) }
}

function tabs({ to }: View, current: ReportId): Html {
  return html`<nav class="tabs" aria-label="Reports"><ul>${(Object.keys(REPORTS) as ReportId[]).map(
    (id) =>
      html`<li><a href="${to(`/console/reports/${id}`, {})}"${id === current && html` aria-current="page"`}>${REPORTS[id]}</a></li>`,
  )}</ul></nav>`
}

function filters(
  ctx: ConsoleCtx,
  path: string,
  { currencies, currency }: { currencies: readonly string[]; currency: string },
): Html {
  return html`<form method="get" action="/console${path}" class="filters" role="search" aria-label="Narrow the report">
<div class="field"><label for="client">Client</label><input id="client" name="client" inputmode="numeric" pattern="[0-9]*" value="${ctx.clientId}"></div>
${currencies.length > 1 && select({ name: 'currency', label: 'Currency', value: currency, options: currencies.map((one) => ({ value: one, label: one })) })}
<button>Show</button> <a href="/console${path}">Clear</a></form>`
}

/** The currency with the most rows. */
function mostOf(rows: readonly { currency: string }[]): string | undefined {
  const groups = [...Map.groupBy(rows, ({ currency }) => currency)]
  return groups.toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0]
}

function queryOf(url: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(url.split('?', 2)[1] ?? ''))
}
