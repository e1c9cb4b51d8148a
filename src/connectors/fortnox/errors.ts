/**
 * Fortnox's answers → what the engine must know. An error says
 * {"ErrorInformation":{"error":1,"message":"Kunde inte hitta konto.","code":2001304}}, in some resources with capitals; the
 * gateway in front says {"message":"unauthorized"}, and the authorization server {"error":…,"error_description":…}.
 */
import { oneLine } from '../clip.ts'
import { retryAfterMs } from '@saatava/core/retry-after.ts'
import { ConnectorError } from '../errors.ts'
import { recordOf, textOf, parsed } from '../json.ts'
import type { HttpResponse } from '../port.ts'
import { codeOf, type Words } from './readings.ts'

/** A read may be repeated at will; after a write that got no clear answer we must look before we write again. */
export type CallKind = 'read' | 'write'

export function wordsIn(response: HttpResponse): Words {
  const body = new TextDecoder().decode(response.body).trim()
  const json = recordOf(parsed(body))
  const information = recordOf(json['ErrorInformation'] ?? json['errorInformation'] ?? json)
  const first = (...names: string[]) =>
    names.map((name) => textOf(information[name])).find((text) => text !== undefined)
  const message = first('message', 'Message', 'error_description', 'error')
  if (message !== undefined) return { code: first('code', 'Code'), message: oneLine(message) }
  return { code: undefined, message: /^</.test(body) ? 'a web page instead of JSON' : oneLine(body) }
}

export function refused(code: string, message: string, advice: string): ConnectorError {
  return new ConnectorError('refused', code, message, { advice })
}

/** The error for an answer that is not a success. @param what was asked, for people: "POST /vouchers" */
export function answerError(kind: CallKind, what: string, response: HttpResponse, now: Date): ConnectorError {
  const { status } = response
  const words = wordsIn(response)
  const said = [words.code, words.message].filter((part) => part !== undefined && part !== '').join(' ')
  const message = `Fortnox answered ${status} to ${what}${said === '' ? '.' : `: ${said}`}`
  if (status === 429) {
    const wait = retryAfterMs(response.headers['retry-after'], now)
    return new ConnectorError('temporary', 'TOO_MANY_REQUESTS', message, {
      advice: 'Fortnox asks for a pause. Saatava tries again automatically.',
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    })
  }
  const reading = codeOf(words)
  if (status === 401 || reading?.kind === 'auth')
    return unauthorized(status === 401 ? 'UNAUTHORIZED' : 'FORBIDDEN', message)
  if (status >= 500 || status === 408 || status < 400 || reading?.kind === 'unclear') {
    return unclear(kind, `HTTP_${status}`, message)
  }
  // A read never decides over a document: one that is refused stops nothing, and is made again.
  if (kind === 'read') {
    if (status === 403) return unauthorized('FORBIDDEN', message)
    return unclear(kind, status === 404 ? 'NOT_FOUND' : `HTTP_${status}`, message)
  }
  if (reading !== undefined) return refused(reading.code, message, reading.advice)
  if (status === 403) return unauthorized('FORBIDDEN', message)
  if (status === 404) return refused('NOT_FOUND', message, 'Check that it still exists in Fortnox; then retry.')
  return refused(`HTTP_${status}`, message, 'Correct what Fortnox names, or the connection’s mappings; then retry.')
}

/** An answer that decides nothing (a proxy's page, half an answer). */
export function unclear(kind: CallKind, code: string, message: string): ConnectorError {
  return kind === 'write'
    ? new ConnectorError('ambiguous', code, message, {
        advice: 'Saatava searches for it in Fortnox before it sends anything again.',
      })
    : new ConnectorError('temporary', code, message, {
        advice: 'Nothing was sent. Saatava tries again automatically. If it keeps failing, see Fortnox’s status page.',
      })
}

export function unauthorized(code: string, message: string): ConnectorError {
  return new ConnectorError('auth', code, message, {
    advice:
      'Check the client id, the client secret and the tenant id, the scopes and licences of the integration, and that the company still consents; then test the connection.',
  })
}
