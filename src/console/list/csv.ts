/**
 * A list as a CSV file (RFC 4180, UTF-8 with a byte order mark). It is read page by page while it is sent. A text that a spreadsheet
 * would take for a formula begins with an apostrophe.
 */
import { stringify } from 'csv-stringify/sync'
import type { ConsoleCtx } from '../shell.ts'
import type { ListColumn, ListOf } from './spec.ts'

/** More rows than this are the work of the API, which can go on where a connection broke. */
export const CSV_ROWS_MAX = 100_000
const PAGE_ROWS = 1_000

export const CSV_MEDIA_TYPE = 'text/csv; charset=utf-8; header=present'

/** @param max rows of the file */
export async function* csvOf<V, Row>(
  spec: ListOf<V, Row>,
  columns: readonly ListColumn<Row>[],
  { ctx, query, max = CSV_ROWS_MAX }: { ctx: ConsoleCtx; query: V; max?: number },
): AsyncGenerator<string> {
  const written = columns.filter(({ csv }) => csv !== undefined)
  yield csvLines([written.map(({ head }) => head)], true)
  let after: string | undefined
  let left = max
  do {
    const { rows, next } = await spec.read(ctx, query, { limit: Math.min(PAGE_ROWS, left), after })
    if (rows.length > 0) yield csvLines(rows.map((row) => written.map(({ csv }) => csv?.(row) ?? '')))
    left -= rows.length
    after = next
  } while (after !== undefined && left > 0)
  if (after !== undefined) yield csvLines([[`The file ends after ${max} rows, and there are more. Narrow the filter.`]])
}

/** @param bom the text begins a file */
export function csvLines(lines: readonly (readonly (string | number)[])[], bom = false): string {
  return stringify([...lines] as (string | number)[][], { bom, record_delimiter: 'windows', escape_formulas: true })
}
