/** Requests to one company in e-conomic: JSON, with the token of the app and that of the grant as headers. */
import { asRead, ConnectorError } from '../errors.ts'
import { type Json, listOf, recordOf, textOf } from '../json.ts'
import type { ConnectorTools, HttpResponse } from '../port.ts'
import { answerError, type CallKind, unclear } from './errors.ts'
import type { Credentials } from './settings.ts'

const PAGE_SIZE = 1_000
/** Records of one list; more than this many in one list is a question too wide. */
const LIST_MAX = 100_000

export interface ClientOptions {
  baseUrl: string
  credentials: Credentials
  timeoutMs: number
}

export interface Client {
  /** GET; `path` begins with "/" and carries its query. Fails only as temporary or auth. */
  read(path: string, signal: AbortSignal): Promise<Json>
  /** Every record of a collection, page by page. */
  list(path: string, filter: string | undefined, signal: AbortSignal): Promise<Json[]>
  /** One POST. Fails as refused, auth or temporary when it was certainly not stored, else as ambiguous. */
  write(path: string, body: string, idempotencyKey: string | undefined, signal: AbortSignal): Promise<unknown>
  now: () => Date
}

export function createClient(options: ClientOptions, { http, now }: Pick<ConnectorTools, 'http' | 'now'>): Client {
  const { appSecretToken, agreementGrantToken } = options.credentials
  const headers = {
    'x-appsecrettoken': appSecretToken,
    'x-agreementgranttoken': agreementGrantToken,
    accept: 'application/json',
  }
  const shared = { headers, timeoutMs: options.timeoutMs }
  const read = async (path: string, signal: AbortSignal): Promise<Json> => {
    const response = await asRead(http({ method: 'GET', url: options.baseUrl + path, signal, ...shared }))
    return recordOf(jsonOf(response, 'read', `GET ${path.split('?')[0] ?? path}`, now()))
  }
  return {
    read,
    list: (path, filter, signal) => listAll(read, path, filter, signal),
    async write(path, body, idempotencyKey, signal) {
      const own = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }
      const response = await http({
        ...{ method: 'POST', url: options.baseUrl + path, body, signal, timeoutMs: options.timeoutMs },
        headers: { ...headers, 'content-type': 'application/json', ...own },
      })
      return jsonOf(response, 'write', `POST ${path}`, now())
    },
    now,
  }
}

async function listAll(
  read: Client['read'],
  path: string,
  filter: string | undefined,
  signal: AbortSignal,
): Promise<Json[]> {
  const found: Json[] = []
  for (let page = 0; ; page++) {
    const search = new URLSearchParams({
      ...(filter === undefined ? {} : { filter }),
      skippages: String(page),
      pagesize: String(PAGE_SIZE),
    })
    const answer = await read(`${path}?${search.toString()}`, signal)
    const records = listOf(answer['collection'])
    found.push(...records)
    const total = Number(textOf(recordOf(answer['pagination'])['results']) ?? Number.NaN)
    if (found.length > LIST_MAX) {
      throw new ConnectorError('refused', 'TOO_MANY_RECORDS', `GET ${path} has more than ${LIST_MAX} records.`, {
        advice: 'Ask for fewer days at a time.',
      })
    }
    if (found.length >= total) return found
    // "Not there" must never be concluded from half a list.
    if (records.length > 0 && !Number.isNaN(total)) continue
    throw new ConnectorError('temporary', 'LIST_INCOMPLETE', `GET ${path} gave ${found.length} of ${total} records.`, {
      advice: 'Nothing was sent. Saatava tries again automatically. If it keeps failing, report it.',
    })
  }
}

function jsonOf(response: HttpResponse, kind: CallKind, what: string, now: Date): unknown {
  if (response.status < 200 || response.status > 299) throw answerError(kind, what, response, now)
  if (response.body.length === 0) return {}
  try {
    return JSON.parse(new TextDecoder().decode(response.body))
  } catch {
    throw unclear(kind, 'NOT_JSON', `e-conomic answered ${response.status} to ${what}, but not with JSON.`)
  }
}
