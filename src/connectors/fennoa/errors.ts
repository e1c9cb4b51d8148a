/**
 * Fennoa's answers → the facts that the engine needs. An answer says {"status":"error","errors":…}, in either case of
 * letters; errors is a text, a list, or lists of texts by field, and may hold a text twice or nothing but null.
 */
import { oneLine } from '../clip.ts'
import { retryAfterMs } from '@saatava/core/retry-after.ts'
import { ConnectorError } from '../errors.ts'
import type { HttpResponse } from '../port.ts'
import { codeOf } from './readings.ts'

/** A read may be repeated at will; after a write that got no clear answer we must look before we write again. */
export type CallKind = 'read' | 'write'

/** The errors of an answer in one line, each once: "entry_date: Accounting is locked until 2024-05-01". */
export function wordsOf(errors: unknown, field = ''): string {
  const said = (text: string) => (field === '' ? text : `${field}: ${text}`)
  if (typeof errors === 'string' || typeof errors === 'number') return oneLine(said(String(errors)))
  if (Array.isArray(errors)) {
    const texts = new Set(errors.map((one: unknown) => wordsOf(one)).filter((text) => text !== ''))
    return texts.size === 0 ? '' : oneLine(said([...texts].join('; ')))
  }
  if (typeof errors !== 'object' || errors === null) return ''
  const texts = Object.entries(errors).map(([name, one]) => wordsOf(one, name) || `${name}: no reason`)
  return oneLine(said(texts.join('; ')))
}

export function refused(code: string, message: string, advice: string): ConnectorError {
  return new ConnectorError('refused', code, message, { advice })
}

/** The error for an answer that is not a success. @param what was asked, for people: "POST /accounting_api/add" */
export function answerError(
  kind: CallKind,
  what: string,
  { status, headers }: Pick<HttpResponse, 'status' | 'headers'>,
  words: string,
  now: Date,
): ConnectorError {
  const message = `Fennoa answered ${status} to ${what}${words === '' ? '.' : `: ${words}`}`
  if (status === 429) {
    const wait = retryAfterMs(headers['retry-after'], now)
    return new ConnectorError('temporary', 'TOO_MANY_REQUESTS', message, {
      advice: 'Fennoa asks for a pause. Saatava tries again automatically.',
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    })
  }
  if (status === 401 || status === 403) return unauthorized(status === 401 ? 'UNAUTHORIZED' : 'FORBIDDEN', message)
  // 200 with the status "error" is a clear no.
  if (status >= 500 || status === 408 || (status !== 200 && status < 400)) {
    return unclear(kind, `HTTP_${status}`, message)
  }
  // A read never decides over a document: one that is refused stops nothing, and is made again.
  if (kind === 'read') return unclear(kind, `HTTP_${status}`, message)
  const reading = codeOf(words)
  if (reading !== undefined) return refused(reading.code, message, reading.advice)
  return refused(`HTTP_${status}`, message, 'Correct what Fennoa names, or the connection’s mappings; then retry.')
}

/** An answer that decides nothing (a proxy's page, half an answer). */
export function unclear(kind: CallKind, code: string, message: string): ConnectorError {
  return kind === 'write'
    ? new ConnectorError('ambiguous', code, message, {
        advice: 'Saatava searches for it in Fennoa before it sends anything again.',
      })
    : new ConnectorError('temporary', code, message, {
        advice: 'Nothing was sent. Saatava tries again automatically. If it keeps failing, ask Fennoa’s support.',
      })
}

function unauthorized(code: string, message: string): ConnectorError {
  return new ConnectorError('auth', code, message, {
    advice:
      'Check the API user and key, and that the user may add statements, pay sales invoices and read the ledger; then test the connection.',
  })
}
