/**
 * The declaration of a list of the console. A screen says how one page of rows is read, and names columns and filters. The kit makes
 * the page, the count, the CSV file and the bulk acts from it, so all of them show the rows of one query.
 */
import type { Static, TSchema } from 'typebox'
import type { BulkActName } from '../../bulk/acts.ts'
import type { Permission } from '../../permissions/permissions.ts'
import type { Html, HtmlValue } from '../html.ts'
import type { ConsoleCtx } from '../shell.ts'

/** The place from which a page is read. */
export interface Place {
  limit: number
  /** The cursor that the page before gave; undefined: the first page. */
  after: string | undefined
}

export interface Rows<Row> {
  rows: readonly Row[]
  /** The cursor of the next page; undefined: there is none. */
  next: string | undefined
}

/** The things that a cell may need beside its row. */
export interface View {
  ctx: ConsoleCtx
  now: Date
  /** The address of this page, to which an act on a row leads back. */
  url: string
}

export interface ListColumn<Row> {
  /** It stands in the address, where columns are chosen. */
  id: string
  head: string
  cell(row: Row, view: View): HtmlValue
  /** The value in the CSV file; undefined: the column is on the page alone. */
  csv?(row: Row): string | number | null
  /** Amounts and counts stand to the right. */
  isNumber?: true
  /** It is shown where somebody chooses it. */
  isExtra?: true
}

/** A field of the filter form. Its name is the name of the parameter. */
export interface Filter {
  name: string
  label: string
  /** A choice among few; the first option has the value '', and is the filter that stands without a choice. */
  options?: readonly { value: string; label: string }[]
  type?: 'text' | 'date' | 'number'
}

/** Acts on ticked rows, or on all that match. */
export interface BulkSpec<V, Row> {
  acts: readonly BulkActName[]
  /** Whether the acts fit the rows of this filter; without it they always do. */
  fits?(query: V): boolean
  /** Names a row for the acts: "client.id", with the client 0 for rows of the agency. */
  keyOf(row: Row): string
}

export interface ListOf<V, Row> {
  /** Below /console. */
  path: string
  /** The name of the CSV file, and of the rows in addresses. */
  name: string
  /** One row and several rows in words: ['invoice', 'invoices']. */
  nouns: readonly [string, string]
  title: string
  /** A title that the filter decides. */
  titleOf?(query: V): string
  permission: Permission
  filters(ctx: ConsoleCtx, query: V): Promise<readonly Filter[]> | readonly Filter[]
  columns: readonly ListColumn<Row>[]
  /** Identifies a row. It stands in addresses, so it holds no personal data. */
  keyOf(row: Row): string
  read(ctx: ConsoleCtx, query: V, place: Place): Promise<Rows<Row>>
  /** Counts up to a limit, where this costs less than reading the rows. */
  count?(ctx: ConsoleCtx, query: V, max: number): Promise<number>
  /** Called before the CSV file is sent: an export that has to be on record is written down here. */
  onExport?(ctx: ConsoleCtx, query: V): Promise<void>
  /** The sentence of a list without rows: it says what to do next. */
  empty: HtmlValue
  bulk?: BulkSpec<V, Row>
  /** Stands between the filters and the table. */
  above?(ctx: ConsoleCtx, query: V, url: string): Promise<Html | null> | Html | null
}

export interface ListSpec<Q extends TSchema, Row> extends ListOf<Query<Q>, Row> {
  /** The schema of the filters. The kit adds the cursor and the columns. */
  query: Q
}

export type Query<Q extends TSchema> = Static<Q> & { client?: number }
