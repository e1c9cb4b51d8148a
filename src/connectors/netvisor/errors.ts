/** Netvisor's result codes, and what each means for the document, the queue and the person. Source: "Controlling errors". */
import { ConnectorError, type ConnectorErrorKind } from '../errors.ts'

const CODES: Record<string, { kind: ConnectorErrorKind; advice: string }> = {
  AUTHENTICATION_FAILED: {
    kind: 'auth',
    advice:
      'Check customer and partner id and keys, and that the user who made them still has rights; then test the connection.',
  },
  INVALID_DATA: {
    kind: 'refused',
    advice: 'Correct what Netvisor names (account, VAT code, date …) there or in the mappings, and retry.',
  },
  INVALID_DATA_SIZE: {
    kind: 'refused',
    advice: 'A text is too long or too short for Netvisor; shorten it, or lower descriptionMax, and retry.',
  },
  DUPLICATE_DATA: {
    kind: 'ambiguous',
    advice: 'Netvisor reports that it has this already. Saatava is searching for it.',
  },
  REQUEST_NOT_UNIQUE: {
    kind: 'ambiguous',
    advice: 'Netvisor has seen this request id. Saatava is searching for the voucher.',
  },
  PERIOD_LOCK: {
    kind: 'refused',
    advice: 'Open the accounting or VAT period in Netvisor, or send it with a date in an open period, and retry.',
  },
  SERVICE_ACCESS_ERROR: {
    kind: 'auth',
    advice:
      'The company’s administrator must allow this resource to the integration in Netvisor; then test the connection.',
  },
  SYSTEM_MAINTENANCE: {
    kind: 'temporary',
    advice: 'Netvisor is under maintenance. Saatava tries again automatically.',
  },
  TECHNICAL_ERROR: {
    kind: 'ambiguous',
    advice: 'Netvisor had an internal error. Saatava searches for it before it sends it again.',
  },
}

/** @param status "CODE :: text", as the second Status element of a failed answer holds it */
export function errorOfStatus(status: string, writing: boolean): ConnectorError {
  const [rawCode = '', ...rest] = status.split('::')
  // One client documents the spelling SYSTEM_MAINTANANCE.
  const code = rawCode.trim().replace('MAINTANANCE', 'MAINTENANCE')
  const known = CODES[code] ?? {
    kind: 'ambiguous' as const,
    advice: 'Netvisor answered with an undocumented code. Saatava searches for it before it sends it again.',
  }
  const text = rest.join('::').trim() || status.trim()
  return new ConnectorError(forRead(known.kind, writing), code || 'UNKNOWN', text, { advice: known.advice })
}

/** An answer that is not Netvisor's: a proxy's page, or XML without a status. */
export function notAnAnswer(httpStatus: number, writing: boolean, retryAfterMs?: number): ConnectorError {
  if (httpStatus === 401 || httpStatus === 403) {
    return new ConnectorError(
      'auth',
      `HTTP_${httpStatus}`,
      `Netvisor’s address answered ${httpStatus} before Netvisor read the request.`,
      {
        advice: 'Check customer and partner id and keys, and the address in ACCOUNTING_URLS; then test the connection.',
      },
    )
  }
  const sure = httpStatus === 429
  return new ConnectorError(
    sure ? 'temporary' : forRead('ambiguous', writing),
    `HTTP_${httpStatus}`,
    `Netvisor’s address answered ${httpStatus} without a result.`,
    {
      advice: sure
        ? 'Netvisor received too many requests. Saatava tries again automatically.'
        : 'Saatava searches for it before it sends it again.',
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    },
  )
}

/** Reading twice harms nothing: an unclear read is simply tried again. */
export function forRead(kind: ConnectorErrorKind, writing: boolean): ConnectorErrorKind {
  return !writing && kind === 'ambiguous' ? 'temporary' : kind
}

export function refused(code: string, message: string, advice: string): ConnectorError {
  return new ConnectorError('refused', code, message, { advice })
}
