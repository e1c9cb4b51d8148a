/**
 * Requests to one company in Tripletex: JSON, the session token as the password of HTTP Basic, a 401 answered by a new
 * token. Its headers say how many calls are left of a period: when none is left, the next call waits for the period's end.
 */
import { type BearerOptions, type Method, createBearerRequest } from '../bearer-request.ts'
import { ConnectorError } from '../errors.ts'
import { type Json, listOf, recordOf } from '../json.ts'
import type { ConnectorTools, HttpResponse } from '../port.ts'
import { answerError, type CallKind, tooMany, unclear, waitOf } from './errors.ts'

const PAGE_SIZE = 1_000
/** Records of one list; more than this many in one list is a question too wide. */
const LIST_MAX = 100_000

export interface Client {
  /** GET; `path` begins with "/" and carries its query. Fails only as temporary or auth. */
  read(path: string, signal: AbortSignal): Promise<Json>
  /** Every record of a list, page by page. */
  list(path: string, query: Record<string, string>, signal: AbortSignal): Promise<Json[]>
  /** One POST or PUT. Fails as refused, auth or temporary when it was certainly not stored, else as ambiguous. */
  write(method: 'POST' | 'PUT', path: string, body: string | undefined, signal: AbortSignal): Promise<Json>
  now: () => Date
}

export function createClient(
  options: Omit<BearerOptions, 'authorization'> & { companyId: string },
  tools: Pick<ConnectorTools, 'http' | 'now'>,
): Client {
  const { companyId } = options
  const basic = (token: string) => `Basic ${Buffer.from(`${companyId}:${token}`).toString('base64')}`
  const request = createBearerRequest({ ...options, authorization: basic }, tools)
  /** Milliseconds since 1970 until which no call is left. */
  let pausedUntil = 0
  const call = async (method: Method, path: string, body: string | undefined, signal: AbortSignal): Promise<Json> => {
    const kind: CallKind = method === 'GET' ? 'read' : 'write'
    const left = pausedUntil - tools.now().getTime()
    if (left > 0) throw tooMany('Tripletex has no call left in this period.', left)
    const response = await request(method, path, body, signal)
    if (response.headers['x-rate-limit-remaining'] === '0') {
      pausedUntil = tools.now().getTime() + (waitOf(response, tools.now()) ?? 0)
    }
    const what = `${method} ${path.split('?')[0] ?? path}`
    if (response.status < 200 || response.status > 299) throw answerError(kind, what, response, tools.now())
    return jsonOf(response, kind, what)
  }
  const read = (path: string, signal: AbortSignal) => call('GET', path, undefined, signal)
  return {
    read,
    list: (path, query, signal) => listAll(read, path, query, signal),
    write: call,
    now: () => tools.now(),
  }
}

async function listAll(
  read: Client['read'],
  path: string,
  query: Record<string, string>,
  signal: AbortSignal,
): Promise<Json[]> {
  const found: Json[] = []
  for (;;) {
    const search = new URLSearchParams({ ...query, from: String(found.length), count: String(PAGE_SIZE) })
    const answer = await read(`${path}?${search.toString()}`, signal)
    // "Not there" must never be concluded from half a list.
    if (!Array.isArray(answer['values'])) {
      throw unclear('read', 'LIST_INCOMPLETE', `GET ${path} gave no list.`)
    }
    const page = listOf(answer['values'])
    found.push(...page)
    if (found.length > LIST_MAX) {
      throw new ConnectorError('refused', 'TOO_MANY_RECORDS', `GET ${path} has more than ${LIST_MAX} records.`, {
        advice: 'Ask for fewer days at a time.',
      })
    }
    if (page.length < PAGE_SIZE) return found
  }
}

function jsonOf(response: HttpResponse, kind: CallKind, what: string): Json {
  if (response.body.length === 0) return {}
  try {
    return recordOf(JSON.parse(new TextDecoder().decode(response.body)))
  } catch {
    throw unclear(kind, 'NOT_JSON', `Tripletex answered ${response.status} to ${what}, but not with JSON.`)
  }
}
