/** Requests to one company in Procountor: JSON, a bearer token, and a 401 answered by renewing the token. */
import { type BearerOptions, type Method, createBearerRequest } from '../bearer-request.ts'
import type { ConnectorTools, HttpResponse } from '../port.ts'
import { type CallKind, answerError, unclear } from './errors.ts'

/** Characters of a path that an error message shows. */
const PATH_SHOWN_MAX = 80

export interface Client {
  /** GET; `path` begins with "/" and carries its query. Fails only as temporary or auth. */
  read(path: string, signal: AbortSignal): Promise<unknown>
  /** One POST or PUT. Fails as refused, auth or temporary when it was certainly not stored, else as ambiguous. */
  write(method: 'POST' | 'PUT', path: string, body: string | undefined, signal: AbortSignal): Promise<unknown>
  now: () => Date
}

export function createClient(options: BearerOptions, tools: Pick<ConnectorTools, 'http' | 'now'>): Client {
  const request = createBearerRequest(options, tools)
  const call = async (
    method: Method,
    path: string,
    body: string | undefined,
    signal: AbortSignal,
  ): Promise<unknown> => {
    const kind: CallKind = method === 'GET' ? 'read' : 'write'
    const response = await request(method, path, body, signal)
    const what = `${method} ${(path.split('?')[0] ?? path).slice(0, PATH_SHOWN_MAX)}`
    if (response.status < 200 || response.status > 299) throw answerError(kind, what, response, tools.now())
    return jsonOf(response, kind, what)
  }
  return {
    read: (path, signal) => call('GET', path, undefined, signal),
    write: call,
    now: () => tools.now(),
  }
}

function jsonOf(response: HttpResponse, kind: CallKind, what: string): unknown {
  if (response.body.length === 0) return {}
  try {
    return JSON.parse(new TextDecoder().decode(response.body))
  } catch {
    throw unclear(kind, 'NOT_JSON', `Procountor answered ${response.status} to ${what}, but not with JSON.`)
  }
}
