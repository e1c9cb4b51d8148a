/** Requests to one company in Fennoa: Basic authentication, form data in, JSON out. */
import { asRead, ConnectorError } from '../errors.ts'
import { type Json, listOf, recordOf, textOf } from '../json.ts'
import type { ConnectorTools, HttpResponse } from '../port.ts'
import { answerError, type CallKind, unclear, wordsOf } from './errors.ts'
import type { Credentials } from './settings.ts'

const PAGE_SIZE = 500
/** Rows of one list; more than this many in one list is a question too wide. */
const LIST_MAX = 100_000

export interface Client {
  /** GET; `path` begins with "/". Fails only as temporary or auth. */
  read(path: string, signal: AbortSignal): Promise<unknown>
  /** Like `read`, but gives undefined where Fennoa says that there is no such thing (404). */
  readOne(path: string, signal: AbortSignal): Promise<unknown>
  /** Every row of a list that comes in pages. */
  list(path: string, signal: AbortSignal): Promise<Json[]>
  /** One POST. Fails as refused, auth or temporary when it was certainly not stored, else as ambiguous. */
  write(path: string, form: string, signal: AbortSignal): Promise<string>
  now: () => Date
}

interface ClientOptions {
  baseUrl: string
  timeoutMs: number
  credentials: Credentials
}

export function createClient(
  { baseUrl, timeoutMs, credentials }: ClientOptions,
  { http, now }: Pick<ConnectorTools, 'http' | 'now'>,
): Client {
  const basic = Buffer.from(`${credentials.apiUser}:${credentials.apiKey}`).toString('base64')

  async function call(path: string, signal: AbortSignal, form?: string, missing = false): Promise<Json | undefined> {
    const kind: CallKind = form === undefined ? 'read' : 'write'
    const request = http({
      method: form === undefined ? 'GET' : 'POST',
      url: baseUrl + path,
      headers: {
        authorization: `Basic ${basic}`,
        accept: 'application/json',
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form === undefined ? {} : { body: form }),
      signal,
      timeoutMs,
    })
    const response = await (form === undefined ? asRead(request) : request)
    const what = `${form === undefined ? 'GET' : 'POST'} ${path.split('?')[0] ?? path}`
    const json = jsonIn(response)
    const status = (textOf(json?.['status']) ?? '').toLowerCase()
    if (json !== undefined && response.status === 200 && status === 'ok') return json
    if (missing && response.status === 404 && status === 'error') return undefined
    if (response.status === 200 && status !== 'error') {
      throw unclear(kind, 'NOT_JSON', `Fennoa answered 200 to ${what}, but not with its JSON.`)
    }
    throw answerError(kind, what, response, json === undefined ? pageIn(response) : wordsOf(json['errors']), now())
  }

  return {
    read: async (path, signal) => (await call(path, signal))?.['data'],
    readOne: async (path, signal) => (await call(path, signal, undefined, true))?.['data'],
    list: (path, signal) => listAll((page) => call(page, signal), path),
    async write(path, form, signal) {
      const answer = (await call(path, signal, form)) ?? {}
      const id = textOf(answer['id'] ?? recordOf(answer['data'])['id'])
      if (id !== undefined) return id
      throw unclear('write', 'NO_ID', `Fennoa answered POST ${path} with a success that names no id.`)
    },
    now,
  }
}

async function listAll(page: (path: string) => Promise<Json | undefined>, path: string): Promise<Json[]> {
  const found: Json[] = []
  for (let number = 1; ; number++) {
    const answer = (await page(`${path}?page=${number}&limit=${PAGE_SIZE}`)) ?? {}
    const rows = listOf(answer['data'])
    found.push(...rows)
    const pages = textOf(recordOf(answer['pagination'])['pagesCount'])
    if (found.length > LIST_MAX) {
      throw new ConnectorError('refused', 'TOO_MANY_RECORDS', `GET ${path} has more than ${LIST_MAX} rows.`, {
        advice: 'Ask for fewer days at a time.',
      })
    }
    if (number >= Number(pages ?? Infinity) || (pages === undefined && rows.length < PAGE_SIZE)) return found
    // "Not there" must never be concluded from half a list.
    if (rows.length === PAGE_SIZE) continue
    throw new ConnectorError('temporary', 'LIST_INCOMPLETE', `Page ${number} of GET ${path} has ${rows.length} rows.`, {
      advice: 'Nothing was sent. Saatava tries again automatically. If it keeps failing, report it.',
    })
  }
}

function jsonIn(response: HttpResponse): Json | undefined {
  try {
    return recordOf(JSON.parse(new TextDecoder().decode(response.body)))
  } catch {
    return undefined
  }
}

function pageIn(response: HttpResponse): string {
  const text = new TextDecoder().decode(response.body).trim()
  return text.startsWith('<') ? 'a web page instead of JSON' : wordsOf(text)
}
