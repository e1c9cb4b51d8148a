/**
 * Procountor's answers → what the engine must know. The status decides the kind; the field that an error names decides
 * the code and the advice. Body of an error: {"errors":[{"status":400,"field":"receiptDate","message":"…"}]}.
 */
import { ConnectorError } from '../errors.ts'
import type { HttpResponse } from '../port.ts'
import { retryAfterMs } from '../../core/retry-after.ts'

const WORDS_MAX = 600

/** A read may be repeated at will; after a write that got no clear answer we must look before we write again. */
export type CallKind = 'read' | 'write'

export function refused(code: string, message: string, advice: string): ConnectorError {
  return new ConnectorError('refused', code, message, { advice })
}

interface Reading {
  field: RegExp
  code: string
  advice: string
}

const READINGS: Reading[] = [
  {
    field: /(receipt|payment|vat)Date/i,
    code: 'PERIOD_CLOSED',
    advice: 'Open the accounting period in Procountor, or submit it with a date in an open one; then retry.',
  },
  {
    field: /account$/i,
    code: 'ACCOUNT_UNKNOWN',
    advice: 'Add or activate the account in Procountor’s chart of accounts, or correct accountNumber; then retry.',
  },
  {
    field: /vatPercent/i,
    code: 'VAT_PERCENT_NOT_IN_USE',
    advice: 'Take the percent into use in Procountor’s VAT defaults, or correct vatPercentage; then retry.',
  },
  {
    field: /vat(Status|Type|Processing)/i,
    code: 'VAT_STATUS_NOT_ENABLED',
    advice: 'Enable the VAT status in Procountor’s VAT defaults, or correct mappings.vatCodes; then retry.',
  },
  {
    field: /dimension/i,
    code: 'DIMENSION_UNKNOWN',
    advice: 'Add the dimension item in Procountor, or correct mappings.dimensions; then retry.',
  },
  {
    field: /currency/i,
    code: 'CURRENCY_MISMATCH',
    advice: 'A payment must have the currency of its invoice: correct the currency; then submit it again.',
  },
  {
    field: /amount/i,
    code: 'AMOUNT_REFUSED',
    advice: 'Compare the amount with what is open on the invoice in Procountor; then retry or correct it.',
  },
]

interface Complaint {
  field: string
  message: string
}

/** The error for an answer that is not a success. @param what was asked, for people: "POST /ledgerreceipts" */
export function answerError(kind: CallKind, what: string, response: HttpResponse, now: Date): ConnectorError {
  const { status } = response
  const complaints = complaintsIn(response)
  const words = wordsOf(complaints, response)
  const message = `Procountor answered ${status} to ${what}${words === '' ? '.' : `: ${words}`}`
  if (status === 429) return tooMany(message, response, now)
  if (status === 401) return unauthorized(message)
  if (status >= 500 || status === 408 || status < 400) return unclear(kind, `HTTP_${status}`, message)
  if (status === 409) {
    return new ConnectorError('temporary', 'VERSION_CONFLICT', message, {
      advice:
        'It was being changed in Procountor at the same time; nothing was stored, and it is tried again by itself.',
    })
  }
  if (kind === 'read') return refusedRead(status, message)
  const reading = READINGS.find(({ field }) => complaints.some((complaint) => field.test(complaint.field)))
  if (reading) return refused(reading.code, message, reading.advice)
  if (status === 403) {
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
        advice: 'It is looked for in Procountor before anything is sent again.',
      })
    : new ConnectorError('temporary', code, message, {
        advice: 'Nothing was sent. It is tried again by itself; see Procountor’s status page if it lasts.',
      })
}

export function unauthorized(message: string): ConnectorError {
  return new ConnectorError('auth', 'UNAUTHORIZED', message, {
    advice:
      'Check the client id, the client secret and that the API key is still valid in Procountor; then test the connection.',
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
    advice: 'Nothing was sent. It is tried again by itself; report it if it lasts.',
  })
}

function tooMany(message: string, response: HttpResponse, now: Date): ConnectorError {
  const wait = retryAfterMs(response.headers['retry-after'], now)
  return new ConnectorError('temporary', 'TOO_MANY_REQUESTS', message, {
    advice: 'Procountor asks for a pause; it is tried again by itself.',
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  })
}

function complaintsIn(response: HttpResponse): Complaint[] {
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(response.body))
    const errors = (body as { errors?: unknown }).errors
    if (!Array.isArray(errors)) return []
    return errors.map((error: Record<string, unknown> | null) => ({
      field: typeof error?.['field'] === 'string' ? error['field'] : '',
      message: typeof error?.['message'] === 'string' ? error['message'] : '',
    }))
  } catch {
    return []
  }
}

function wordsOf(complaints: Complaint[], response: HttpResponse): string {
  if (complaints.length > 0) {
    return complaints
      .map(({ field, message }) => (field === '' ? message : `${field}: ${message}`))
      .join('; ')
      .slice(0, WORDS_MAX)
  }
  return /html/i.test(response.headers['content-type'] ?? '') ? 'a web page instead of JSON' : ''
}
