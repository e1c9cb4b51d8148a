/** A list screen: its page at `path`, and its CSV file at `path`.csv. */
import { Readable } from 'node:stream'
import { type TSchema, Type } from 'typebox'
import { type Html, html } from '../html.ts'
import { file, page } from '../page.ts'
import { pager } from '../parts/pager.ts'
import { table } from '../parts/table.ts'
import { withQuery } from '../parts/url.ts'
import type { ConsoleCtx, PageAnswer, Shell } from '../shell.ts'
import { bulkBar, bulkRoute, tickBox } from './bulk.ts'
import { COLUMNS_PATTERN, chosenOf, columnChooser } from './columns.ts'
import { countRows, countText } from './count.ts'
import { CSV_MEDIA_TYPE, CSV_ROWS_MAX, csvOf } from './csv.ts'
import { filterForm, isFiltered } from './filters.ts'
import { viewActs, viewLinks } from './views.ts'
import type { BulkSpec, ListOf, ListSpec, Query, Rows } from './spec.ts'

const PAGE_ROWS = 50
const CURSOR_CHARACTERS_MAX = 300

interface Common {
  after?: string
  columns?: string
}

const COMMON = {
  after: Type.Optional(Type.String({ maxLength: CURSOR_CHARACTERS_MAX, description: 'the cursor of a link' })),
  columns: Type.Optional(Type.String({ pattern: COLUMNS_PATTERN, description: 'ids of the columns' })),
}

export function list<Q extends TSchema, Row>(shell: Shell, spec: ListSpec<Q, Row>): void {
  const filters = (spec.query as { properties?: Record<string, TSchema> }).properties
  const query = Type.Object({ ...COMMON, ...filters })
  const views = {
    ...{ path: `/console${spec.path}`, actPath: actPath(spec), permission: spec.permission },
    known: [...Object.keys(filters ?? {}), 'client', 'columns'],
  }
  page(shell, {
    ...{ path: spec.path, permission: spec.permission, query },
    async show(ctx, input) {
      const given = { query: input.query as Query<Q> & Common, url: input.url }
      return pageOf<Query<Q>, Row>(spec, ctx, { ...given, views: await viewLinks(shell, ctx, views, input.url) })
    },
  })
  viewActs(shell, views)
  bulkRoute(shell, spec, { path: actPath(spec), query })
  file(shell, {
    ...{ path: csvPath(spec), permission: spec.permission, query },
    async send(ctx, input, reply) {
      const given = input.query as Query<Q> & Common
      await spec.onExport?.(ctx, given)
      const lines = csvOf<Query<Q>, Row>(spec, chosenOf(spec.columns, given.columns), { ctx, query: given })
      return reply
        .type(CSV_MEDIA_TYPE)
        .header('content-disposition', `attachment; filename="${spec.name}.csv"`)
        .send(Readable.from(lines))
    },
  })
}

function csvPath(spec: { path: string; name: string }): string {
  return `${actPath(spec)}.csv`
}

/** The path of the console itself is empty, so the acts of its list take the name of the list. */
function actPath({ path, name }: { path: string; name: string }): string {
  return path === '' ? `/${name}` : path
}

async function pageOf<V, Row>(
  spec: ListOf<V, Row>,
  ctx: ConsoleCtx,
  { query, url, views }: { query: V & Common; url: string; views: Html },
): Promise<PageAnswer> {
  const { after } = query
  const path = `/console${spec.path}`
  const filters = await spec.filters(ctx, query)
  const found = await spec.read(ctx, query, { limit: PAGE_ROWS, after })
  const count = await countOf(spec, ctx, query, found)
  const columns = chosenOf(spec.columns, query.columns)
  const bulk = spec.bulk?.fits?.(query) === false ? undefined : spec.bulk
  const view = { ctx, now: ctx.platform.clock.now(), url: withQuery(url, { did: undefined }) }
  const empty = isFiltered(filters, query)
    ? html`No ${spec.nouns[1]} match this filter. <a href="${path}">Clear the filter</a>`
    : html`${spec.empty}`
  return {
    title: spec.titleOf?.(query) ?? spec.title,
    body: html`${views}
${filterForm(filters, query, { path, nouns: spec.nouns })}
${await spec.above?.(ctx, query, url)}
<div class="list-head"><p class="count">${countText(count, spec.nouns)}</p>${
      count > 0 &&
      html`
${columnChooser(spec.columns, columns, url)}
${csvLink(spec, url, count)}`
    }</div>
${bulk && bulkBar(ctx, bulk, { path: actPath(spec), url, count, nouns: spec.nouns })}
${table(
  {
    caption: spec.title,
    hidesCaption: true,
    columns: [
      ...tickColumn(spec, bulk),
      ...columns.map((column) => ({ ...column, cell: (row: Row) => column.cell(row, view) })),
    ],
    empty,
    idOf: (row) => `row-${spec.keyOf(row)}`,
  },
  found.rows,
)}
${pager(url, { after, next: found.next })}`,
  }
}

function tickColumn<V, Row>({ nouns, keyOf }: ListOf<V, Row>, bulk: BulkSpec<V, Row> | undefined) {
  if (bulk === undefined) return []
  return [
    {
      head: html`<span class="unseen">Select</span>`,
      cell: (row: Row) => tickBox(bulk, row, `${nouns[0]} ${keyOf(row)}`),
    },
  ]
}

function csvLink(spec: { path: string; name: string }, url: string, count: number): Html {
  const [, query = ''] = withQuery(url, { after: undefined, did: undefined }).split('?', 2)
  const address = `/console${csvPath(spec)}${query === '' ? '' : `?${query}`}`
  return html`<a href="${address}" download>CSV</a>${
    count > CSV_ROWS_MAX / 100 && html` <span class="hint">up to ${CSV_ROWS_MAX / 1_000} 000 rows</span>`
  }`
}

/** The first page is the whole list, where no other follows it. */
async function countOf<V, Row>(
  spec: ListOf<V, Row>,
  ctx: ConsoleCtx,
  query: V & Common,
  { rows, next }: Rows<Row>,
): Promise<number> {
  return query.after === undefined && next === undefined ? rows.length : countRows(spec, ctx, query)
}
