/** Requests to Fivaldi: JSON, each signed with the partner's secret. */
import { asRead } from '../errors.ts'
import type { ConnectorTools, HttpResponse } from '../port.ts'
import { answerError, type CallKind, unclear } from './errors.ts'
import type { Credentials } from './settings.ts'
import { signatureOf } from './signature.ts'

export interface ClientOptions {
  baseUrl: string
  credentials: Credentials
  timeoutMs: number
}

const JSON_TYPE = 'application/json'

export interface Client {
  /** GET; `path` begins with "/". Fails only as temporary or auth. */
  read(path: string, query: Record<string, string>, signal: AbortSignal): Promise<unknown>
  /** One POST. Fails as refused, auth or temporary when it was certainly not stored, else as ambiguous. */
  write(path: string, body: string, signal: AbortSignal): Promise<unknown>
  now: () => Date
}

export function createClient(
  { baseUrl, credentials, timeoutMs }: ClientOptions,
  { http, now }: Pick<ConnectorTools, 'http' | 'now'>,
): Client {
  const { partnerId, partnerSecret } = credentials
  const request = (method: 'GET' | 'POST', url: string, body: string | undefined, signal: AbortSignal) => {
    const timestamp = String(Math.floor(now().getTime() / 1_000))
    const parts = { method, url, body, contentType: JSON_TYPE, partnerId, timestamp }
    return http({
      ...{ method, url, signal, timeoutMs },
      headers: {
        authorization: signatureOf(parts, partnerSecret),
        'x-fivaldi-partner': partnerId,
        'x-fivaldi-timestamp': timestamp,
        accept: JSON_TYPE,
        ...(body === undefined ? {} : { 'content-type': JSON_TYPE }),
      },
      ...(body === undefined ? {} : { body }),
    })
  }
  return {
    async read(path, query, signal) {
      const search = new URLSearchParams(query).toString()
      const url = `${baseUrl}${path}${search === '' ? '' : `?${search}`}`
      return jsonOf(await asRead(request('GET', url, undefined, signal)), 'read', `GET ${shown(path)}`, now())
    },
    async write(path, body, signal) {
      return jsonOf(await request('POST', baseUrl + path, body, signal), 'write', `POST ${shown(path)}`, now())
    },
    now,
  }
}

/** A path without the company's id. */
function shown(path: string): string {
  return path.replace(/^\/companies\/[^/]+\//, '…/')
}

function jsonOf(response: HttpResponse, kind: CallKind, what: string, now: Date): unknown {
  if (response.status < 200 || response.status > 299) throw answerError(kind, what, response, now)
  try {
    return JSON.parse(new TextDecoder().decode(response.body))
  } catch {
    throw unclear(kind, 'NOT_JSON', `Fivaldi answered ${response.status} to ${what}, but not with JSON.`)
  }
}
