/**
 * e-conomic's answers → what the engine must know. An error says {"message":…,"errorCode":…,"developerHint":…,
 * "httpStatusCode":400,"errors":{…}}. `errors` has the shape of the request, with faults in the place of the values.
 */
import { oneLine } from '../clip.ts'
import { retryAfterMs } from '@saatava/core/retry-after.ts'
import { ConnectorError } from '../errors.ts'
import { type Json, recordOf, textOf, parsed } from '../json.ts'
import type { HttpResponse } from '../port.ts'
import { readingOf } from './readings.ts'

/** A read may be repeated at will; after a write that got no clear answer we must look before we write again. */
export type CallKind = 'read' | 'write'

/** Faults of one answer that an error names. */
const FAULTS_MAX = 5

export function refused(code: string, message: string, advice: string): ConnectorError {
  return new ConnectorError('refused', code, message, { advice })
}

/** The error for an answer that is not a success. @param what was asked, for people: "POST /journals/1/vouchers" */
export function answerError(kind: CallKind, what: string, response: HttpResponse, now: Date): ConnectorError {
  const { status } = response
  const { said, about } = wordsIn(response)
  const message = `e-conomic answered ${status} to ${what}${said === '' ? '.' : `: ${said}`}`
  if (status === 429) {
    const wait = retryAfterMs(response.headers['retry-after'], now)
    return new ConnectorError('temporary', 'TOO_MANY_REQUESTS', message, {
      advice: 'e-conomic asks for a pause. Saatava tries again automatically.',
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    })
  }
  if (status === 401) return unauthorized('UNAUTHORIZED', message)
  if (status === 403) return unauthorized('FORBIDDEN', message)
  // 409: a request with the same Idempotency-Key may be under way.
  if (status >= 500 || status === 408 || status === 409 || status < 400) return unclear(kind, `HTTP_${status}`, message)
  // A read never decides over a document: one that is refused stops nothing, and is made again.
  if (kind === 'read') return unclear(kind, status === 404 ? 'NOT_FOUND' : `HTTP_${status}`, message)
  const reading = readingOf(status === 404 ? `${about} ${what}` : about)
  if (reading !== undefined) return refused(reading.code, message, reading.advice)
  return refused(
    `HTTP_${status}`,
    message,
    'Correct what e-conomic names, or the connection’s settings and mappings; then retry.',
  )
}

/** An answer that decides nothing (a proxy's page, half an answer). */
export function unclear(kind: CallKind, code: string, message: string): ConnectorError {
  return kind === 'write'
    ? new ConnectorError('ambiguous', code, message, {
        advice: 'Saatava searches for it in e-conomic before it sends anything again.',
      })
    : new ConnectorError('temporary', code, message, {
        advice:
          'Nothing was sent. Saatava tries again automatically. If it keeps failing, see e-conomic’s status page.',
      })
}

function unauthorized(code: string, message: string): ConnectorError {
  return new ConnectorError('auth', code, message, {
    advice:
      'Check both tokens, the grant of the company, and its role for bookkeeping. Check that the company’s plan allows the API. Then test the connection.',
  })
}

/** A complaint about one property of a request. */
interface Fault {
  /** "entries.financeVouchers[1].account" */
  path: string
  words: string
}

/** An answer in words, and the part of them by which it is read. */
function wordsIn(response: HttpResponse): { said: string; about: string } {
  const body = new TextDecoder().decode(response.body).trim()
  const json = recordOf(parsed(body))
  const faults = faultsIn(json['errors'], '')
  const [first] = faults
  const listed = faults.slice(0, FAULTS_MAX).map(({ path, words }) => `${path}: ${words}`)
  if (faults.length > listed.length) listed.push(`and ${faults.length - listed.length} more`)
  const [message, hint] = [textOf(json['message']), textOf(json['developerHint'])]
  if (message === undefined && first === undefined) {
    return { said: /^</.test(body) ? 'a web page instead of JSON' : oneLine(body), about: '' }
  }
  // The hint of an answer with faults says no more than to look at them.
  const parts = [textOf(json['errorCode']), message, first === undefined ? hint : listed.join('; ')]
  const said = oneLine(parts.filter((part) => part !== undefined && part !== '').join(' '))
  return { said, about: first === undefined ? said : `${first.path.split('.').at(-1)} ${first.words}` }
}

function faultsIn(node: unknown, path: string): Fault[] {
  if (Array.isArray(node)) {
    return node.flatMap((item, i) => faultsIn(item, `${path}[${textOf(recordOf(item)['arrayIndex']) ?? i}]`))
  }
  const record = recordOf(node)
  const words = faultWords(record)
  if (words !== undefined) return [{ path: path.replace(/\[\d+\]$/, ''), words }]
  return Object.entries(record).flatMap(([name, value]) =>
    // The arrays of faults themselves, and the lists of items, are no part of the path.
    faultsIn(value, name === 'errors' || name === 'items' ? path : path === '' ? name : `${path}.${name}`),
  )
}

function faultWords(record: Json): string | undefined {
  const message = textOf(record['message']) ?? textOf(record['errorMessage'])
  if (message === undefined) return undefined
  const value = textOf(record['value']) ?? textOf(record['inputValue'])
  return [textOf(record['errorCode']), message, value === undefined ? undefined : `(${value})`]
    .filter((part) => part !== undefined)
    .join(' ')
}
