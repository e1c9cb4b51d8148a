/**
 * Talenom's answers → the facts that the engine needs. The API says {"error":…,"code":…,"telemetryId":…}; the gateway in
 * front of it says {"statusCode":…,"message":…}; the identity server {"error":…,"error_description":…}.
 */
import { oneLine } from '../clip.ts'
import { retryAfterMs } from '@saatava/core/retry-after.ts'
import { ConnectorError } from '../errors.ts'
import { recordOf, textOf, parsed } from '../json.ts'
import type { HttpResponse } from '../port.ts'
import { readingOf } from './readings.ts'

/** A read may be repeated at will; after a write that got no clear answer we must look before we write again. */
export type CallKind = 'read' | 'write'

/** The words of an error; with the telemetry id, by which Talenom's support finds the request. */
export function wordsIn(response: HttpResponse): string {
  const body = new TextDecoder().decode(response.body).trim()
  const json = recordOf(parsed(body))
  const [code, error, id] = ['code', 'error', 'telemetryId'].map((name) => textOf(json[name]) || undefined)
  const said = textOf(json['error_description']) ?? error ?? textOf(json['message'])
  if (said !== undefined) {
    const telemetry = id === undefined ? undefined : `(telemetry id ${id})`
    return oneLine([code, said, telemetry].filter((part) => part !== undefined).join(' '))
  }
  return /^</.test(body) ? 'a web page instead of JSON' : oneLine(body)
}

export function refused(code: string, message: string, advice: string): ConnectorError {
  return new ConnectorError('refused', code, message, { advice })
}

/** The error for an answer that is not a success. @param what was asked, for people: "POST /v2/vouchers" */
export function answerError(kind: CallKind, what: string, response: HttpResponse, now: Date): ConnectorError {
  const { status } = response
  const words = wordsIn(response)
  const message = `Talenom answered ${status} to ${what}${words === '' ? '.' : `: ${words}`}`
  if (status === 429) {
    const wait = retryAfterMs(response.headers['retry-after'], now)
    return new ConnectorError('temporary', 'TOO_MANY_REQUESTS', message, {
      advice: 'Talenom asks for a pause. Saatava tries again automatically.',
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    })
  }
  if (status === 401 || status === 403) return unauthorized(status === 401 ? 'UNAUTHORIZED' : 'FORBIDDEN', message)
  if (status >= 500 || status === 408 || status < 400) return unclear(kind, `HTTP_${status}`, message)
  // A read never decides over a document: one that is refused stops nothing, and is made again.
  if (kind === 'read') return unclear(kind, status === 404 ? 'NOT_FOUND' : `HTTP_${status}`, message)
  const reading = readingOf(words)
  // Our id is there: an earlier request has arrived.
  if (status === 409 || reading?.kind === 'present') return unclear(kind, 'ALREADY_THERE', message)
  if (reading !== undefined) return refused(reading.code, message, reading.advice)
  if (status === 404)
    return refused('NOT_FOUND', message, 'Check companyIdentifier, the organisation number; then retry.')
  return refused(`HTTP_${status}`, message, 'Correct what Talenom names, or the connection’s mappings; then retry.')
}

/** An answer that decides nothing (a proxy's page, half an answer). */
export function unclear(kind: CallKind, code: string, message: string): ConnectorError {
  return kind === 'write'
    ? new ConnectorError('ambiguous', code, message, {
        advice: 'Saatava searches for it in Talenom before it sends anything again.',
      })
    : new ConnectorError('temporary', code, message, {
        advice:
          'Nothing was sent. Saatava tries again automatically. If it keeps failing, ask Talenom’s integration support.',
      })
}

export function unauthorized(code: string, message: string): ConnectorError {
  return new ConnectorError('auth', code, message, {
    advice:
      'Check the client’s id and secret, the subscription key, and that the client may use the General Ledger API of this organisation number; then test the connection.',
  })
}
