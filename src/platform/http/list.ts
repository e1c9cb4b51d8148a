/**
 * The grammar that Saatava's own lists share: filters, `updatedSince`, `sort`, `limit`, and a `cursor` that the Link of
 * each page holds. A cursor fits the filters and the order that it was made for, and no others.
 */
import { createHash } from 'node:crypto'
import { Type } from 'typebox'
import { invalid } from '../errors.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { formatted, oneOf, optional, text } from './schema.ts'

export const LIST_LIMIT_DEFAULT = 1_000
const LIMIT_MAX = 10_000
const DIGEST = /^[0-9a-f]{8}$/

/** Orders of a list: by due date or by the moment of the last change, and each of them backwards. */
const SORTS = ['dueDate', '-dueDate', 'updatedAt', '-updatedAt'] as const
export type Sort = (typeof SORTS)[number]

/** The query parameters that every list of this grammar takes beside its filters. */
export const LIST_PARAMETERS = {
  updatedSince: optional(
    formatted('date-time', 40, 'only rows that changed at or after this instant; in the order of their changes'),
  ),
  sort: optional(
    oneOf(
      SORTS,
      'default dueDate, with updatedSince updatedAt; "-" turns it round. updatedSince goes with updatedAt, dueBefore and dueAfter with dueDate',
    ),
  ),
  limit: optional(
    Type.Integer({ minimum: 1, maximum: LIMIT_MAX, description: `rows of a page; default ${LIST_LIMIT_DEFAULT}` }),
  ),
  cursor: optional(text(200, 'from the Link header of the page before')),
}

type Query = Record<string, string | number | boolean | undefined>

/** Identifies the filters and the order of a request: all that its pages have in common. */
function digestOf({ cursor: _cursor, limit: _limit, ...filters }: Query): string {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined)
  return createHash('sha256')
    .update(JSON.stringify(given.toSorted(([a], [b]) => (a < b ? -1 : 1))))
    .digest('hex')
    .slice(0, 8)
}

/**
 * The parts of a cursor that was made for the same filters.
 * @param patterns one a part; throws 400 where the cursor is another list's, or was made for other filters
 */
export function placeIn(cursor: string, query: Query, ...patterns: readonly RegExp[]): string[] {
  const parts = readCursor(cursor, ...patterns, DIGEST)
  if (parts.at(-1) === digestOf(query)) return parts.slice(0, -1)
  throw invalid([
    {
      pointer: '?cursor',
      code: 'CURSOR_OF_OTHER_FILTERS',
      message: 'is a cursor for other filters: follow the Link unchanged, or start without a cursor',
      received: cursor,
    },
  ])
}

/** The Link that leads on after a place, with the parameters of the request. */
export function nextPage(path: string, query: Query, place: readonly string[]): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, String(value))
  parameters.set('cursor', writeCursor([...place, digestOf(query)]))
  return `<${path}?${parameters.toString()}>; rel="next"`
}

/**
 * The order of a request. Filters over a range are answered in the order of the range alone: in another order a page of
 * a million rows would have to be searched for.
 */
export function sortOf(query: { sort?: Sort; updatedSince?: string; dueBefore?: string; dueAfter?: string }): Sort {
  const byChange = query.updatedSince !== undefined
  const sort = query.sort ?? (byChange ? 'updatedAt' : 'dueDate')
  const isByChange = sort.endsWith('updatedAt')
  const isByDue = query.dueBefore !== undefined || query.dueAfter !== undefined
  if (byChange && !isByChange) throw unsorted(sort, 'updatedSince', 'updatedAt or -updatedAt')
  if (!byChange && isByChange && isByDue) throw unsorted(sort, 'dueBefore and dueAfter', 'dueDate or -dueDate')
  return sort
}

function unsorted(received: Sort, filter: string, sorts: string): Error {
  return invalid([{ pointer: '?sort', code: 'NOT_ALLOWED', message: `goes with ${filter} as ${sorts}`, received }])
}
