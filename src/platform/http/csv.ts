/**
 * Lists as CSV for `Accept: text/csv` (RFC 4180): a header line, commas, CRLF, UTF-8 with a byte order mark, without which
 * spreadsheets take the text for another encoding. Columns are those of the schema, in its order, whatever the rows hold:
 * a nested object has a column for each of its fields (`case.caseId`), and an array is JSON in one column. A text that
 * a spreadsheet would take for a formula begins with an apostrophe.
 */
import { stringify } from 'csv-stringify/sync'

export const CSV_TYPE = 'text/csv'
const CSV_MEDIA_TYPE = 'text/csv; charset=utf-8; header=present'

/** The part of JSON Schema that answers are written in. */
interface Schema {
  type?: string
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
}

interface Column {
  /** Names from the row inwards. */
  path: readonly string[]
}

/** Whether the header Accept prefers CSV to JSON; without a preference the answer is JSON. */
export function prefersCsv(accept: string | undefined): boolean {
  if (accept === undefined || !accept.toLowerCase().includes(CSV_TYPE)) return false
  const quality = new Map<string, number>()
  for (const range of accept.toLowerCase().split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim())
    const q = parameters.find((one) => one.startsWith('q='))?.slice(2)
    quality.set(type, q === undefined ? 1 : Number(q))
  }
  const csv = quality.get(CSV_TYPE) ?? 0
  return csv > 0 && csv > (quality.get('application/json') ?? quality.get('application/*') ?? 0)
}

/** @param rows the name of the body's rows, "settlement.allocations" where they lie deeper; '' where the body itself is the list */
export function csvWriter(schema: object, rows: string): (body: object) => { data: Buffer; mediaType: string } {
  const path = rows === '' ? [] : rows.split('.')
  const list = path.reduce<Schema | undefined>((one, name) => one?.properties?.[name], schema as Schema)
  const columns = columnsOf(list?.items ?? {}, [])
  const header = columns.map(({ path }) => path.join('.'))
  return (body) => {
    const found = path.reduce<unknown>((one, name) => (one as Record<string, unknown>)[name], body) as object[]
    const lines = found.map((row) => columns.map(({ path }) => cellOf(row, path)))
    const text = stringify([header, ...lines], { bom: true, record_delimiter: 'windows', escape_formulas: true })
    return { data: Buffer.from(text), mediaType: CSV_MEDIA_TYPE }
  }
}

function columnsOf(schema: Schema, path: readonly string[]): Column[] {
  const properties = schema.properties ?? schema.anyOf?.find((one) => one.properties !== undefined)?.properties
  if (properties === undefined) return [{ path }]
  return Object.entries(properties).flatMap(([name, one]) => columnsOf(one, [...path, name]))
}

function cellOf(row: object, path: readonly string[]): string | number {
  let value: unknown = row
  for (const name of path) value = (value as Record<string, unknown> | null | undefined)?.[name]
  if (value === undefined || value === null) return ''
  if (typeof value === 'number') return value
  if (typeof value === 'string') return value
  return JSON.stringify(value)
}
