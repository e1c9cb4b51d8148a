/**
 * Procountor's answers → what the engine must know. The status decides the kind; the field that an error names decides
 * the code and the advice. The words of an answer are read in words.ts.
 */
import { ConnectorError } from '../errors.ts'
import type { HttpResponse } from '../port.ts'
import { retryAfterMs } from '@saatava/core/retry-after.ts'
import { READINGS } from './readings.ts'
import { fieldsOf, wordsIn } from './words.ts'

/** A read may be repeated at will; after a write that got no clear answer we must look before we write again. */
export type CallKind = 'read' | 'write'

export function refused(code: string, message: string, advice: string): ConnectorError {
  return new ConnectorError('refused', code, message, { advice })
}

/** The error for an answer that is not a success. @param what was asked, for people: "POST /ledgerreceipts" */
export function answerError(kind: CallKind, what: string, response: HttpResponse, now: Date): ConnectorError {
  const { status } = response
  const { complaints, text: words } = wordsIn(response)
  const message = `Procountor answered ${status} to ${what}${words === '' ? '.' : `: ${words}`}`
  if (status === 429) return tooMany(message, response, now)
  if (status === 401) return unauthorized(message)
  if (status >= 500 || status === 408 || status < 400) return unclear(kind, `HTTP_${status}`, message)
  if (status === 409) {
    return new ConnectorError('temporary', 'VERSION_CONFLICT', message, {
      advice:
        'Somebody changed it in Procountor at the same time. Nothing was stored, and Saatava tries again automatically.',
    })
  }
  if (kind === 'read') return refusedRead(status, message)
  const fields = fieldsOf(complaints)
  const reading = READINGS.find(({ field }) => fields.some((name) => field.test(name)))
  if (reading) return refused(reading.code, message, reading.advice)
  if (status === 403) {
    if (what === 'POST /ledgerreceipts' || speaksOfRights(words)) return noRights(message)
    return refused(
      'FORBIDDEN',
      message,
      'Check in Procountor the rights of the API user, the state of the invoice or receipt, and that the fiscal year is open; then retry.',
    )
  }
  if (status === 404) return refused('NOT_FOUND', message, 'Check that it still exists in Procountor; then retry.')
  return refused(`HTTP_${status}`, message, 'Correct what Procountor names, or the connection’s mappings; then retry.')
}

/** A success that is not what was promised (a proxy's page, half an answer). */
export function unclear(kind: CallKind, code: string, message: string): ConnectorError {
  return kind === 'write'
    ? new ConnectorError('ambiguous', code, message, {
        advice: 'Saatava searches for it in Procountor before it sends anything again.',
      })
    : new ConnectorError('temporary', code, message, {
        advice:
          'Nothing was sent. Saatava tries again automatically. If it keeps failing, see Procountor’s status page.',
      })
}

export function unauthorized(message: string): ConnectorError {
  return new ConnectorError('auth', 'UNAUTHORIZED', message, {
    advice:
      'Check the client id, the client secret and that the API key is still valid in Procountor; then test the connection.',
  })
}

/**
 * True for words about the rights of the API user. Any other 403 of a write is about the state of the invoice or the
 * receipt (the schema of markpaid says so), and concerns this document alone.
 */
function speaksOfRights(words: string): boolean {
  return /\b(permissions?|privileges?|access rights?|(insufficient|user|no|missing) rights?|access (is )?denied|not (allowed|authori[sz]ed))\b|oikeu(s|de|ks)|behörighet/i.test(
    words,
  )
}

// Every document of the connection would meet the same no: the queue stops until the rights are given.
function noRights(message: string): ConnectorError {
  return new ConnectorError('auth', 'FORBIDDEN', message, {
    advice:
      'Give the API user the right to do this in Procountor (user rights, and the API client’s); then test the connection.',
  })
}

// A read never decides over a document: one that we have no right to make stops the line until a person has seen to it.
function refusedRead(status: number, message: string): ConnectorError {
  if (status === 403) {
    return new ConnectorError('auth', 'FORBIDDEN', message, {
      advice: 'Give the API user the right to view this in Procountor; then test the connection.',
    })
  }
  return new ConnectorError('temporary', status === 404 ? 'NOT_FOUND' : `HTTP_${status}`, message, {
    advice: 'Nothing was sent. Saatava tries again automatically. If it keeps failing, report it.',
  })
}

function tooMany(message: string, response: HttpResponse, now: Date): ConnectorError {
  const wait = retryAfterMs(response.headers['retry-after'], now)
  return new ConnectorError('temporary', 'TOO_MANY_REQUESTS', message, {
    advice: 'Procountor asks for a pause. Saatava tries again automatically.',
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  })
}
