/**
 * Sets of rows as parameters of one statement: one array a column, read by `unnest`. The columns have names, so none can
 * be swapped or forgotten. The form of use, which a test reads without running the code:
 *
 *     const NEW_LINES = bulk({ client_id: 'bigint', number: 'bigint', note: 'text null' })
 *
 *     await tx.query({
 *       name: 'lines',
 *       text: `insert into line (client_id, number, note, at)
 *              select client_id, number, note, $1 from ${NEW_LINES.from(2)}`,
 *       values: [at, ...NEW_LINES.values(lines)],
 *     })
 *
 * The set is a constant of its module, made of a literal. A row has each column under its name in camel case; the names
 * are those of the statement, not of a table. Single parameters come first, so that another column changes no number; a
 * second set follows with `SECOND.from(2 + FIRST.size)`. In the statement the set is called `n`.
 */

/** Type of a column in PostgreSQL, and the values that fit it. */
interface Values {
  bigint: number | bigint
  integer: number
  smallint: number
  numeric: number
  boolean: boolean
  text: string
  uuid: string
  inet: string
  /** A civil date, 2026-01-31. */
  date: string
  timestamptz: Date
  bytea: Uint8Array
  /** A value that is stored as JSON. It holds no bigint. */
  json: object
  /** JSON that is text already. */
  'json text': string
  'text[]': readonly string[]
  'bigint[]': readonly (number | bigint)[]
}

type Kind = keyof Values
/** `text` has a value in each row; `text null` may be null, or undefined, which is stored as null. */
type ColumnType = Kind | `${Kind} null`

type Camel<S extends string> = S extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : S

type BulkColumns = Readonly<Record<string, ColumnType>>

type ValueOf<T extends ColumnType> = T extends `${infer K extends Kind} null`
  ? Values[K] | null | undefined
  : Values[T & Kind]

type BulkRow<C extends BulkColumns> = { readonly [K in keyof C & string as Camel<K>]: ValueOf<C[K]> }

interface Bulk<C extends BulkColumns> {
  /** Its columns, in order, for an insert that takes all of them under these names. */
  readonly names: string
  /** Number of its parameters. */
  readonly size: number
  /** The set as an item of `from`, called n. @param first number of its first parameter */
  from(first: number): string
  /** The set with the place of each row, 1, 2 …, in its last column `ord`. */
  ordered(first: number): string
  /** The set without rows that are equal to another. */
  distinct(first: number): string
  /** The parameters: one a column. */
  values(rows: readonly BulkRow<C>[]): string[]
}

/** Between two JSON texts of a column: JSON never holds it, so nothing is quoted for an array and unquoted again. */
const SEPARATOR = '\x1e'

const NAME = /^[a-z][a-z0-9_]*$/

export function bulk<const C extends BulkColumns>(columns: C): Bulk<C> {
  const list = Object.entries(columns).map(([name, type]) => columnOf(name, type))
  const names = list.map(({ name }) => name).join(', ')
  // Lists and JSON come out of their arrays as text, and are cast then: arrays of arrays are rectangles, and an array of
  // JSON costs half as much again as one of texts.
  const casts = list.map(({ name, kind }) => (castOf(kind) ? `${name}::${castOf(kind)} as ${name}` : name)).join(', ')
  const isCast = list.some(({ kind }) => castOf(kind) !== undefined)
  const fragment = (first: number, ord: '' | ', ord') => {
    const arrays = list.map(({ kind }, i) => arrayOf(kind, first + i)).join(', ')
    const set = `unnest(${arrays})${ord && ' with ordinality'} as n (${names}${ord})`
    return isCast ? `(select ${casts}${ord} from ${set}) as n` : set
  }
  const from = remember((first) => fragment(first, ''))
  return {
    names,
    size: list.length,
    from,
    ordered: remember((first) => fragment(first, ', ord')),
    distinct: remember((first) => `(select distinct * from ${from(first)}) as n`),
    values: (rows) => list.map((column) => parameter(column, rows as readonly Record<string, unknown>[])),
  }
}

/** The text for a first parameter is made once: statements of a hot path ask for it each time they run. */
function remember(make: (first: number) => string): (first: number) => string {
  const made = new Map<number, string>()
  return (first) => {
    const known = made.get(first)
    if (known !== undefined) return known
    const text = make(first)
    made.set(first, text)
    return text
  }
}

interface Column {
  name: string
  key: string
  kind: Kind
  nullable: boolean
}

function columnOf(name: string, type: ColumnType): Column {
  if (!NAME.test(name)) throw new TypeError(`${name} is not a name of a column`)
  return {
    name,
    key: name.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
    kind: type.replace(/ null$/, '') as Kind,
    nullable: type.endsWith(' null'),
  }
}

function isJson(kind: Kind): boolean {
  return kind === 'json' || kind === 'json text'
}

function castOf(kind: Kind): string | undefined {
  if (isJson(kind)) return 'json'
  return kind.endsWith('[]') ? kind : undefined
}

function arrayOf(kind: Kind, number: number): string {
  if (isJson(kind)) return `string_to_array($${number}, E'\\x1e', '')`
  return `$${number}::${castOf(kind) === undefined ? kind : 'text'}[]`
}

/** One column of all rows: an array as PostgreSQL reads it, or JSON texts with separators. */
function parameter({ name, key, kind, nullable }: Column, rows: readonly Record<string, unknown>[]): string {
  const json = isJson(kind)
  const encode = ENCODERS[kind] as (value: unknown) => string
  const separator = json ? SEPARATOR : ','
  const nothing = json ? '' : 'NULL'
  let text = ''
  for (let i = 0; i < rows.length; i++) {
    if (i > 0) text += separator
    const value = rows[i]?.[key]
    const isNull = value === null || value === undefined
    if (isNull && !nullable) throw new TypeError(`row ${i} of a set has ${value} for its column ${name}`)
    text += isNull ? nothing : encode(value)
  }
  return json ? text : `{${text}}`
}

const ENCODERS: { readonly [K in Kind]: (value: Values[K]) => string } = {
  bigint: number,
  integer: number,
  smallint: number,
  numeric: number,
  boolean: (value) => (value ? 't' : 'f'),
  text: quoted,
  uuid: quoted,
  inet: quoted,
  date: quoted,
  timestamptz: (value) => quoted(value.toISOString()),
  bytea: (value) => `"\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}"`,
  json: (value) => JSON.stringify(value),
  'json text': (value) => value,
  'text[]': (value) => quoted(`{${value.map(quoted).join(',')}}`),
  'bigint[]': (value) => quoted(`{${value.map(number).join(',')}}`),
}

function number(value: number | bigint): string {
  if (typeof value !== 'number' && typeof value !== 'bigint') throw new TypeError(`${typeof value} is not a number`)
  return String(value)
}

function quoted(value: string): string {
  return value.includes('"') || value.includes('\\') ? `"${value.replaceAll(/["\\]/g, '\\$&')}"` : `"${value}"`
}
