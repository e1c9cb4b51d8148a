import { ConnectorError } from '../errors.ts'
import type { HttpPort, HttpResponse } from '../port.ts'
import type { Drop, PutResult } from '../../drops/drop.ts'
import { asRead, notKnown, notLetIn, notNow } from './errors.ts'
import { retryAfterMs } from '@saatava/core/retry-after.ts'

export interface HttpDropOptions {
  http: HttpPort
  /** The simulator's address, without a slash at the end. */
  baseUrl: string
  organisation: string
  dropKey: string
  timeoutMs: number
}

/** The simulator's drop. NetBaron itself has no such interface; this one exists so that a sandbox needs no SFTP server. */
export function createHttpDrop(options: HttpDropOptions): Drop {
  const { http, timeoutMs } = options
  const folder = `${options.baseUrl}/drop/${encodeURIComponent(options.organisation)}`
  const headers = { 'x-drop-key': options.dropKey }
  const get = async (url: string, signal: AbortSignal): Promise<HttpResponse> => {
    try {
      const answer = await http({ method: 'GET', url, headers, signal, timeoutMs })
      if (answer.status !== 404 && answer.status !== 200) throw problem(answer, false)
      return answer
    } catch (error) {
      throw asRead(error)
    }
  }
  const names = async (query: string, signal: AbortSignal) => namesIn(await get(`${folder}?${query}`, signal))
  return {
    async put(name, bytes, signal): Promise<PutResult> {
      const url = `${folder}/${name}`
      const sent = { ...headers, 'content-type': 'text/csv' }
      const answer = await http({ method: 'PUT', url, headers: sent, body: bytes, signal, timeoutMs })
      if (answer.status === 201) return 'CREATED'
      if (answer.status === 200) return 'SAME'
      if (answer.status === 409) return 'DIFFERS'
      throw problem(answer, true)
    },
    async read(name, signal) {
      const answer = await get(`${folder}/${name}`, signal)
      return answer.status === 404 ? null : answer.body
    },
    async present(wanted, signal) {
      return new Set(await names(wanted.map((name) => `name=${encodeURIComponent(name)}`).join('&'), signal))
    },
    list: (prefix, signal) => names(`prefix=${encodeURIComponent(prefix)}`, signal),
    async probe(signal) {
      await names('prefix=trial', signal)
      return `simulated drop of ${options.organisation}`
    },
  }
}

function namesIn(answer: HttpResponse): string[] {
  const parsed = json(answer)
  if (Array.isArray(parsed?.['files'])) return parsed['files'].filter((name) => typeof name === 'string')
  throw notNow('NOT_A_LIST', 'The drop did not answer with a list of files.', 'Saatava tries again automatically.')
}

/** @param write whether the request may have stored something */
function problem(answer: HttpResponse, write: boolean): ConnectorError {
  const { status } = answer
  const said = json(answer)
  const words = typeof said?.['message'] === 'string' ? said['message'] : `The drop answered ${status}.`
  if (status === 401 || status === 403) {
    return notLetIn('DROP_KEY', words, 'Check credentials.organisation and credentials.dropKey.')
  }
  if (status === 429) {
    const wait = retryAfterMs(answer.headers['retry-after'], new Date())
    const advice = 'Saatava tries again automatically.'
    return new ConnectorError('temporary', 'TOO_MANY_REQUESTS', words, {
      advice,
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    })
  }
  // The drop's own word that it is closed: a proxy's page may hide a file that was stored, this one does not.
  if (said?.['code'] === 'MAINTENANCE') return notNow('MAINTENANCE', words, 'Saatava tries again automatically.')
  if (status < 500 && said !== null) {
    return notLetIn(`HTTP_${status}`, words, 'Check the connection’s credentials and address.')
  }
  return write
    ? notKnown(`HTTP_${status}`, words)
    : notNow(`HTTP_${status}`, words, 'Saatava tries again automatically.')
}

function json(answer: HttpResponse): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(answer.body).toString('utf8'))
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : null
  } catch {
    return null
  }
}
