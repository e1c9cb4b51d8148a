/** Requests to one company in Fortnox: JSON, a bearer token, and a 401 answered by renewing the token. */
import { type BearerOptions, type Method, createBearerRequest } from '../bearer-request.ts'
import { type Json, listOf, recordOf } from '../json.ts'
import type { ConnectorTools, HttpResponse } from '../port.ts'
import { ConnectorError } from '../errors.ts'
import { answerError, type CallKind, unclear } from './errors.ts'

const PAGE_SIZE = 500
/** Records of one list; more than this many in one list is a question too wide. */
const LIST_MAX = 100_000

export interface Client {
  /** GET; `path` begins with "/" and carries its query. Fails only as temporary or auth. */
  read(path: string, signal: AbortSignal): Promise<Json>
  /** Every record of a list, page by page. @param name of the list in the answer, "Vouchers" */
  list(path: string, name: string, query: Record<string, string>, signal: AbortSignal): Promise<Json[]>
  /** One POST or PUT. Fails as refused, auth or temporary when it was certainly not stored, else as ambiguous. */
  write(method: 'POST' | 'PUT', path: string, body: string | undefined, signal: AbortSignal): Promise<Json>
  now: () => Date
}

export function createClient(options: BearerOptions, tools: Pick<ConnectorTools, 'http' | 'now'>): Client {
  const request = createBearerRequest(options, tools)
  const call = async (method: Method, path: string, body: string | undefined, signal: AbortSignal): Promise<Json> => {
    const kind: CallKind = method === 'GET' ? 'read' : 'write'
    const response = await request(method, path, body, signal)
    const what = `${method} ${path.split('?')[0] ?? path}`
    if (response.status < 200 || response.status > 299) throw answerError(kind, what, response, tools.now())
    return jsonOf(response, kind, what)
  }
  const read = (path: string, signal: AbortSignal) => call('GET', path, undefined, signal)
  return {
    read,
    list: (path, name, query, signal) => listAll(read, path, name, query, signal),
    write: call,
    now: () => tools.now(),
  }
}

async function listAll(
  read: Client['read'],
  path: string,
  name: string,
  query: Record<string, string>,
  signal: AbortSignal,
): Promise<Json[]> {
  const found: Json[] = []
  for (let page = 1; ; page++) {
    const search = new URLSearchParams({ ...query, limit: String(PAGE_SIZE), page: String(page) })
    const answer = await read(`${path}?${search.toString()}`, signal)
    found.push(...listOf(answer[name]))
    const meta = recordOf(answer['MetaInformation'])
    const pages = Number(meta['@TotalPages'] ?? 1)
    if (found.length > LIST_MAX) {
      throw new ConnectorError('refused', 'TOO_MANY_RECORDS', `GET ${path} has more than ${LIST_MAX} records.`, {
        advice: 'Ask for fewer days at a time.',
      })
    }
    if (page < pages) continue
    const total = Number(meta['@TotalResources'] ?? found.length)
    // "Not there" must never be concluded from half a list.
    if (found.length >= total) return found
    throw new ConnectorError('temporary', 'LIST_INCOMPLETE', `GET ${path} gave ${found.length} of ${total} records.`, {
      advice: 'Nothing was sent. Saatava tries again automatically. If it keeps failing, report it.',
    })
  }
}

function jsonOf(response: HttpResponse, kind: CallKind, what: string): Json {
  if (response.body.length === 0) return {}
  try {
    return recordOf(JSON.parse(new TextDecoder().decode(response.body)))
  } catch {
    throw unclear(kind, 'NOT_JSON', `Fortnox answered ${response.status} to ${what}, but not with JSON.`)
  }
}
