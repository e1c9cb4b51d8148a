/** Requests about one organisation in Talenom: JSON, a bearer token and a subscription key. */
import { type BearerOptions, createBearerRequest, type Method } from '../bearer-request.ts'
import { ConnectorError } from '../errors.ts'
import { type Json, listOf, recordOf, textOf } from '../json.ts'
import type { ConnectorTools, HttpResponse } from '../port.ts'
import { answerError, type CallKind, unclear } from './errors.ts'

/** The default size of the API; a larger one is not published. */
const PAGE_SIZE = 100
/** Vouchers of one list; more than this many in one list is a question too wide. */
const LIST_MAX = 100_000

export interface Client {
  /** GET; `path` begins with "/" and carries its query. Fails only as temporary or auth. */
  read(path: string, signal: AbortSignal): Promise<unknown>
  /** Vouchers with their postings, page by page. */
  vouchers(query: Record<string, string>, signal: AbortSignal): Promise<Json[]>
  /** Stores one voucher. Fails as refused, auth or temporary when it was certainly not stored, else as ambiguous. */
  addVoucher(body: string, signal: AbortSignal): Promise<string>
  now: () => Date
}

export function createClient(
  options: BearerOptions,
  organisation: string,
  tools: Pick<ConnectorTools, 'http' | 'now'>,
): Client {
  const request = createBearerRequest(options, tools)
  const vouchersPath = `/v2/vouchers/${encodeURIComponent(organisation)}`
  const call = async (method: Method, path: string, body: string | undefined, signal: AbortSignal) => {
    const kind: CallKind = method === 'GET' ? 'read' : 'write'
    const response = await request(method, path, body, signal)
    const what = `${method} ${path.split('?')[0] ?? path}`
    if (response.status < 200 || response.status > 299) throw answerError(kind, what, response, tools.now())
    return jsonOf(response, kind, what)
  }
  const read = (path: string, signal: AbortSignal) => call('GET', path, undefined, signal)
  return {
    read,
    vouchers: (query, signal) => listAll(read, vouchersPath, query, signal),
    async addVoucher(body, signal) {
      const [stored] = listOf(await call('POST', vouchersPath, body, signal))
      const id = textOf(stored?.['voucherId'])?.toLowerCase()
      if (id !== undefined) return id
      throw unclear('write', 'NO_ID', `Talenom answered POST ${vouchersPath} with a success that names no voucher.`)
    },
    now: () => tools.now(),
  }
}

async function listAll(
  read: Client['read'],
  path: string,
  query: Record<string, string>,
  signal: AbortSignal,
): Promise<Json[]> {
  const found = new Map<string, Json>()
  for (let page = 0; ; page++) {
    const paging = { includePostings: 'true', pageIndex: String(page), pageSize: String(PAGE_SIZE) }
    const search = new URLSearchParams({ ...query, ...paging })
    const answer = recordOf(await read(`${path}?${search.toString()}`, signal))
    const results = listOf(answer['results'])
    for (const one of results) found.set(textOf(one['id']) ?? `no id ${found.size}`, one)
    if (found.size > LIST_MAX) {
      throw new ConnectorError('refused', 'TOO_MANY_RECORDS', `GET ${path} has more than ${LIST_MAX} vouchers.`, {
        advice: 'Ask for fewer days at a time.',
      })
    }
    const pages = Number(answer['pageCount'] ?? 1)
    if (results.length > 0 && page + 1 < pages) continue
    const total = Number(answer['rowCount'] ?? found.size)
    // "Not there" must never be concluded from half a list.
    if (found.size >= total) return [...found.values()]
    throw new ConnectorError('temporary', 'LIST_INCOMPLETE', `GET ${path} gave ${found.size} of ${total} vouchers.`, {
      advice: 'Nothing was sent. Saatava tries again automatically. If it keeps failing, report it.',
    })
  }
}

function jsonOf(response: HttpResponse, kind: CallKind, what: string): unknown {
  if (response.body.length === 0) return undefined
  try {
    return JSON.parse(new TextDecoder().decode(response.body))
  } catch {
    throw unclear(kind, 'NOT_JSON', `Talenom answered ${response.status} to ${what}, but not with JSON.`)
  }
}
