/**
 * Walks a search of Procountor to its end. Pages follow by the last id (`previousId`, ordered by id), which neither
 * skips nor repeats while others are writing. Should a server order otherwise, that shows in the first page, and pages
 * are counted instead. A walk that ends with fewer records than the search says it has is an error: "not there" must
 * never be concluded from half a list.
 */
import { ConnectorError } from '../errors.ts'
import type { Client } from './client.ts'
import { idOf } from './codec.ts'
import { type Json, listOf, recordOf } from '../json.ts'

const PAGE_SIZE = 200
/** Records of one walk; more than this many in one search is a search too wide. */
const LIST_MAX = 100_000

/**
 * @param path of the search, "/ledgerreceipts"
 * @param query filters; size, order and paging are added
 * @param max records; one more and it is refused
 * @returns every record of the search, each once
 */
export async function listAll(
  client: Client,
  path: string,
  query: Record<string, string>,
  signal: AbortSignal,
  max = LIST_MAX,
): Promise<Json[]> {
  const found = new Map<number, Json>()
  const pagesMax = Math.ceil(max / PAGE_SIZE) + 1
  let byId = true
  let lastId: number | undefined
  let total: number | undefined
  for (let page = 0; page < pagesMax; page++) {
    const position = byId ? (lastId === undefined ? {} : { previousId: String(lastId) }) : { page: String(page) }
    const search = new URLSearchParams({ ...query, size: String(PAGE_SIZE), orderById: 'ASC', ...position })
    const answer = await client.read(`${path}?${search.toString()}`, signal)
    const records = listOf(answer, 'results')
    total ??= totalOf(answer)
    for (const record of records) found.set(idOf(record) ?? -1, record)
    if (found.size > max) throw tooWide(path, max)
    if (records.length < PAGE_SIZE) break
    if (byId && !ascends(records, lastId)) {
      byId = false
      page = -1
      continue
    }
    lastId = idOf(records.at(-1) ?? {})
  }
  found.delete(-1)
  if (total !== undefined && found.size < total) throw incomplete(path, found.size, total)
  return [...found.values()]
}

function ascends(records: Json[], after: number | undefined): boolean {
  let last = after
  for (const record of records) {
    const id = idOf(record)
    if (id === undefined || (last !== undefined && id <= last)) return false
    last = id
  }
  return true
}

function totalOf(answer: unknown): number | undefined {
  const total = recordOf(recordOf(answer)['meta'])['totalCount']
  return typeof total === 'number' ? total : undefined
}

function tooWide(path: string, max: number): ConnectorError {
  return new ConnectorError('refused', 'TOO_MANY_RECORDS', `GET ${path} has more than ${max} records.`, {
    advice: 'Ask for fewer days at a time.',
  })
}

function incomplete(path: string, got: number, total: number): ConnectorError {
  return new ConnectorError('temporary', 'LIST_INCOMPLETE', `GET ${path} gave ${got} of ${total} records.`, {
    advice: 'Nothing was sent. Saatava tries again automatically. If it keeps failing, report it.',
  })
}
