import { unmadeRequest } from '../platform/outgoing.ts'
import type { HttpResponse } from './port.ts'

/** How a call to an accounting system can go wrong, in the four ways the engine must tell apart. */
export type ConnectorErrorKind =
  /** The system said no to this document and would say it again: fail the document. */
  | 'refused'
  /** The system does not know us: stop the connection's queue until its credentials change or a test passes. */
  | 'auth'
  /** Certainly not stored; worth another try later: back off. */
  | 'temporary'
  /** May or may not be stored: look in the system before anything else is sent. */
  | 'ambiguous'

export class ConnectorError extends Error {
  override name = 'ConnectorError'
  readonly kind: ConnectorErrorKind
  /** The system's own code, for example PERIOD_LOCK, or our code in capitals (VAT_CODE_UNMAPPED). */
  readonly code: string
  /** Advice to a person, in one sentence. */
  readonly advice: string
  readonly retryAfterMs: number | undefined
  /** A refusal after which something of the document may stand in the system all the same. */
  readonly maybeStored: boolean

  /** @param message the system's own words, or our own; never a secret */
  constructor(
    kind: ConnectorErrorKind,
    code: string,
    message: string,
    options: { advice: string; retryAfterMs?: number; maybeStored?: boolean; cause?: unknown },
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.kind = kind
    this.code = code
    this.advice = options.advice
    this.retryAfterMs = options.retryAfterMs
    this.maybeStored = options.maybeStored ?? false
  }
}

/**
 * The error for a request that Node or undici refused to make, because an address or a header cannot be: nothing left,
 * and trying again changes nothing, so the queue stops. Undefined for every other failure.
 */
export function requestImpossible(error: unknown): ConnectorError | undefined {
  const unmade = unmadeRequest(error)
  return unmade === undefined
    ? undefined
    : new ConnectorError('auth', 'REQUEST_IMPOSSIBLE', `The request cannot be made (${unmade.words}).`, {
        advice:
          'Nothing was sent. Give the connection’s credentials and companyIdentifier again, without invisible characters, and check the address in ACCOUNTING_URLS.',
        cause: error,
      })
}

/** Asking twice for the same thing harms nothing: a broken line is only a reason to ask again. */
export async function asRead(answer: Promise<HttpResponse>): Promise<HttpResponse> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof ConnectorError && error.kind === 'ambiguous') {
      throw new ConnectorError('temporary', error.code, error.message, {
        advice: 'Nothing was sent. Saatava tries again automatically.',
        cause: error,
      })
    }
    throw error
  }
}
