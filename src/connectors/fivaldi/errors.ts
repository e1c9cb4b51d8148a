/**
 * Fivaldi's answers → what the engine must know. A refused voucher says {"message":…,"errors":[{"errorCode":42,
 * "message":…}]}; other resources say {"status":…,"message":…,"errors":["…"]}.
 */
import { oneLine } from '../clip.ts'
import { retryAfterMs } from '@saatava/core/retry-after.ts'
import { ConnectorError } from '../errors.ts'
import { recordOf, textOf, parsed } from '../json.ts'
import type { HttpResponse } from '../port.ts'
import { readingOf } from './readings.ts'

/** A read may be repeated at will; after a write that got no clear answer we must look before we write again. */
export type CallKind = 'read' | 'write'

export function refused(code: string, message: string, advice: string): ConnectorError {
  return new ConnectorError('refused', code, message, { advice })
}

/** The error for an answer that is not a success. @param what was asked, for people: "POST …/bookkeeping/vouchers" */
export function answerError(kind: CallKind, what: string, response: HttpResponse, now: Date): ConnectorError {
  const { status } = response
  const { said, faults } = wordsIn(response)
  const message = `Fivaldi answered ${status} to ${what}${said === '' ? '.' : `: ${said}`}`
  if (status === 429) {
    const wait = retryAfterMs(response.headers['retry-after'], now) ?? refillMs(response)
    return new ConnectorError('temporary', 'TOO_MANY_REQUESTS', message, {
      advice: 'Fivaldi asks for a pause. Saatava tries again automatically.',
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    })
  }
  if (status === 401) return unauthorized('UNAUTHORIZED', message)
  if (status === 403) return unauthorized('FORBIDDEN', message)
  // The meaning of a 409 is not published: the voucher may be there.
  if (status >= 500 || status === 408 || status === 409 || status < 400) return unclear(kind, `HTTP_${status}`, message)
  // A read never decides over a document: one that is refused stops nothing, and is made again.
  if (kind === 'read') return unclear(kind, status === 404 ? 'NOT_FOUND' : `HTTP_${status}`, message)
  const reading = faults.map(({ code, words }) => readingOf(code, words)).find((one) => one !== undefined)
  if (reading?.kind === 'auth') return unauthorized('FORBIDDEN', message)
  if (reading !== undefined) return refused(reading.code, message, reading.advice)
  return refused(
    `HTTP_${status}`,
    message,
    'Correct what Fivaldi names, or the connection’s settings and mappings; then retry.',
  )
}

/** An answer that decides nothing (a proxy's page, half an answer). */
export function unclear(kind: CallKind, code: string, message: string): ConnectorError {
  return kind === 'write'
    ? new ConnectorError('ambiguous', code, message, {
        advice: 'Saatava searches for it in Fivaldi before it sends anything again.',
      })
    : new ConnectorError('temporary', code, message, {
        advice: 'Nothing was sent. Saatava tries again automatically. If it keeps failing, see Fivaldi’s notices.',
      })
}

function unauthorized(code: string, message: string): ConnectorError {
  return new ConnectorError('auth', code, message, {
    advice:
      'Check the partner’s id and secret, that the company has given the partner the right to use its bookkeeping, and the clock of this machine; then test the connection.',
  })
}

/** The time in which a call is refilled, by the bucket's headers. */
function refillMs({ headers }: HttpResponse): number | undefined {
  const perSecond = Number(headers['x-ratelimit-replenish-rate'])
  return perSecond > 0 ? Math.ceil(1_000 / perSecond) : undefined
}

interface Fault {
  code: string | undefined
  words: string
}

function wordsIn(response: HttpResponse): { said: string; faults: Fault[] } {
  const body = new TextDecoder().decode(response.body).trim()
  const json = recordOf(parsed(body))
  const errors: unknown[] = Array.isArray(json['errors']) ? json['errors'] : []
  const faults = errors.map((error) => ({
    code: textOf(recordOf(error)['errorCode']),
    words: textOf(error) ?? textOf(recordOf(error)['message']) ?? '',
  }))
  const texts = faults.map(({ code, words }) => [code, words].filter((part) => part !== undefined).join(' '))
  const message = textOf(json['message'])
  if (message === undefined && texts.length === 0) {
    return { said: /^</.test(body) ? 'a web page instead of JSON' : oneLine(body), faults }
  }
  return {
    said: oneLine([message, texts.join('; ')].filter((part) => part !== undefined && part !== '').join(' ')),
    faults,
  }
}
