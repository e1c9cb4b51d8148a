/**
 * Tripletex's answers → what the engine must know. An error says {"status":422,"code":18000,"message":"Validering
 * feilet.","developerMessage":"VALIDATION_ERROR","validationMessages":[{"field":"postings.vatType.id","message":"…"}]}.
 */
import { oneLine } from '../clip.ts'
import { retryAfterMs } from '@saatava/core/retry-after.ts'
import { ConnectorError } from '../errors.ts'
import { listOf, recordOf, textOf, parsed } from '../json.ts'
import type { HttpResponse } from '../port.ts'
import { codeOf, type Words } from './readings.ts'

/** A read may be repeated at will; after a write that got no clear answer we must look before we write again. */
export type CallKind = 'read' | 'write'

export function wordsIn(response: HttpResponse): Words {
  const body = new TextDecoder().decode(response.body).trim()
  const json = recordOf(parsed(body))
  const message = textOf(json['message']) ?? textOf(json['developerMessage'])
  if (message === undefined) {
    return { code: undefined, message: /^</.test(body) ? 'a web page instead of JSON' : oneLine(body) }
  }
  const faults = listOf(json['validationMessages']).map((fault) => {
    const [field, words] = [textOf(fault['field']), textOf(fault['message'])]
    return [field, words].filter((part) => part !== undefined && part !== '').join(': ')
  })
  return { code: textOf(json['code']), message: oneLine([message, ...faults].join(' ')) }
}

export function refused(code: string, message: string, advice: string): ConnectorError {
  return new ConnectorError('refused', code, message, { advice })
}

/** The error for an answer that is not a success. @param what was asked, for people: "POST /ledger/voucher" */
export function answerError(kind: CallKind, what: string, response: HttpResponse, now: Date): ConnectorError {
  const { status } = response
  const words = wordsIn(response)
  const said = [words.code, words.message].filter((part) => part !== undefined && part !== '').join(' ')
  const message = `Tripletex answered ${status} to ${what}${said === '' ? '.' : `: ${said}`}`
  if (status === 429) return tooMany(message, waitOf(response, now))
  if (status === 401) return unauthorized('UNAUTHORIZED', message)
  if (status === 403) return unauthorized('FORBIDDEN', message)
  const reading = codeOf(words)
  if (status >= 500 || status === 408 || status === 409 || status < 400) return unclear(kind, `HTTP_${status}`, message)
  // A read never decides over a document: one that is refused stops nothing, and is made again.
  if (kind === 'read') return unclear(kind, status === 404 ? 'NOT_FOUND' : `HTTP_${status}`, message)
  if (reading !== undefined) return refused(reading.code, message, reading.advice)
  if (status === 404) return refused('NOT_FOUND', message, 'Check that it still exists in Tripletex; then retry.')
  return refused(`HTTP_${status}`, message, 'Correct what Tripletex names, or the connection’s mappings; then retry.')
}

/** Milliseconds that an answer asks to wait: X-Rate-Limit-Reset says the seconds that are left of the period. */
export function waitOf({ headers }: Pick<HttpResponse, 'headers'>, now: Date): number | undefined {
  const seconds = Number(headers['x-rate-limit-reset'] ?? Number.NaN)
  if (Number.isFinite(seconds) && seconds >= 0) return seconds * 1_000
  return retryAfterMs(headers['retry-after'], now)
}

export function tooMany(message: string, wait: number | undefined): ConnectorError {
  return new ConnectorError('temporary', 'TOO_MANY_REQUESTS', message, {
    advice: 'Tripletex asks for a pause; it is tried again automatically.',
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  })
}

/** An answer that decides nothing (a proxy's page, a conflict, half an answer). */
export function unclear(kind: CallKind, code: string, message: string): ConnectorError {
  return kind === 'write'
    ? new ConnectorError('ambiguous', code, message, {
        advice: 'It is searched for in Tripletex before anything is sent again.',
      })
    : new ConnectorError('temporary', code, message, {
        advice: 'Nothing was sent. It is tried again automatically; see Tripletex’s status page if it lasts.',
      })
}

export function unauthorized(code: string, message: string): ConnectorError {
  return new ConnectorError('auth', code, message, {
    advice:
      'Check the consumer token and the employee token (or the API token), that both are of the same environment, and the rights of the employee; then test the connection.',
  })
}
