/**
 * Every error the service answers with. A closed union of codes; each knows its HTTP status, so no route decides it,
 * and each carries what a developer needs at 9 pm: what was wrong, where, what was received, what would be right.
 */

/** One fault in a request: `pointer` is a JSON pointer into the body (or "?name" for a query parameter). */
export interface Fault {
  pointer: string
  code: string
  message: string
  received?: unknown
}

const STATUS = {
  WAITING: 202,
  INVALID: 400,
  MALFORMED: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  REQUEST_TIMEOUT: 408,
  CONFLICT: 409,
  GONE: 410,
  TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RULE: 422,
  TOO_MANY_REQUESTS: 429,
  HEADERS_TOO_LARGE: 431,
  INTERNAL: 500,
  UNAVAILABLE: 503,
} as const
export type ErrorCode = keyof typeof STATUS

const TITLES: Record<ErrorCode, string> = {
  WAITING: 'Waits for a second person',
  INVALID: 'The request is not valid',
  MALFORMED: 'The request could not be read',
  UNAUTHORIZED: 'Unauthorized',
  FORBIDDEN: 'Forbidden',
  NOT_FOUND: 'Not found',
  METHOD_NOT_ALLOWED: 'Method not allowed',
  REQUEST_TIMEOUT: 'The request did not arrive in time',
  CONFLICT: 'Conflicts with what is stored',
  GONE: 'Not there any more',
  TOO_LARGE: 'The body is too large',
  UNSUPPORTED_MEDIA_TYPE: 'The body is not JSON',
  RULE: 'A rule forbids this',
  TOO_MANY_REQUESTS: 'Too many requests',
  HEADERS_TOO_LARGE: 'The headers are too large',
  INTERNAL: 'Internal error',
  UNAVAILABLE: 'Not available right now',
}

export interface AppErrorOptions {
  faults?: Fault[]
  retryAfterSeconds?: number
  /** Further members of the problem body, for example the existing clientIdentifier of a 409. */
  extra?: Record<string, unknown>
  cause?: unknown
}

export class AppError extends Error {
  override name = 'AppError'
  readonly code: ErrorCode
  readonly faults: Fault[] | undefined
  readonly retryAfterSeconds: number | undefined
  readonly extra: Record<string, unknown>

  constructor(code: ErrorCode, detail: string, options: AppErrorOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.faults = options.faults
    this.retryAfterSeconds = options.retryAfterSeconds
    this.extra = options.extra ?? {}
  }

  get status(): number {
    return STATUS[this.code]
  }
}

/** Returns the kind of an error in a few words. */
export function titleOf(code: ErrorCode): string {
  return TITLES[code]
}

/** 400 that names every fault found. */
export function invalid(faults: Fault[]): AppError {
  const count = faults.length === 1 ? 'One thing is' : `${faults.length} things are`
  return new AppError('INVALID', `${count} wrong with the request; each is listed in errors.`, { faults })
}

/** The body of an answer that is not a success: RFC 9457, application/problem+json. */
export function problemOf(error: AppError, request: { id: string; path: string }): Record<string, unknown> {
  return {
    type: `/docs/errors#${error.code.toLowerCase().replaceAll('_', '-')}`,
    title: TITLES[error.code],
    status: error.status,
    detail: error.message,
    instance: request.path,
    requestId: request.id,
    ...(error.faults === undefined ? {} : { errors: error.faults }),
    ...error.extra,
  }
}
