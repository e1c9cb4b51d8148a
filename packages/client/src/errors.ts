/**
 * The one family of errors. Each has a code, the status and the id of the request, and says whether the same call may
 * succeed later. No error holds the access token, and none keeps the error below it, which may hold the request.
 */

/** A fault of the request: where it is, and what is wrong there. */
export interface Fault {
  /** JSON pointer into the body, or "?name" for a parameter. */
  pointer: string
  code: string
  message: string
  received?: unknown
}

/** The body of an answer that is not a success (RFC 9457), with the members that some operations add. */
export interface Problem {
  type?: string
  title?: string
  status?: number
  detail?: string
  requestId?: string
  errors?: Fault[]
  [member: string]: unknown
}

/** Codes of the service, and those of this client for an answer that never came. */
export type ErrorCode =
  | 'INVALID'
  | 'MALFORMED'
  | 'UNAUTHORIZED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'GONE'
  | 'TOO_LARGE'
  | 'RULE'
  | 'TOO_MANY_REQUESTS'
  | 'INTERNAL'
  | 'UNAVAILABLE'
  | 'CONNECTION'
  | 'TIMEOUT'
  | 'REDIRECT'
  | (string & {})

export interface ErrorParts {
  code: ErrorCode
  status?: number | undefined
  requestId?: string | undefined
  retryable: boolean
  retryAfterMs?: number | undefined
  problem?: Problem | undefined
  response?: Response | undefined
}

const BRAND = 'saatava-client/error'
const FAULTS_IN_MESSAGE_MAX = 3

export class SaatavaError extends Error {
  readonly code: ErrorCode
  /** Status of the answer; undefined when there was none. */
  readonly status: number | undefined
  /** Give this id when you ask the operator about the request. */
  readonly requestId: string | undefined
  /** True when the same call may succeed later, and repeating it does nothing twice. */
  readonly retryable: boolean
  /** The time that the service asks to wait. */
  readonly retryAfterMs: number | undefined
  /** All faults of the request; empty when the answer names none. */
  readonly faults: readonly Fault[]
  /** The body of the answer, for example with the `clientIdentifier` of a conflict. */
  readonly problem: Problem
  /** The answer; its body has been read. */
  declare readonly response: Response | undefined

  constructor(message: string, { response, problem = {}, ...parts }: ErrorParts) {
    super(message)
    this.name = new.target.name
    this.code = parts.code
    this.status = parts.status
    this.requestId = parts.requestId
    this.retryable = parts.retryable
    this.retryAfterMs = parts.retryAfterMs
    this.problem = problem
    this.faults = Array.isArray(problem.errors) ? problem.errors : []
    Object.defineProperty(this, 'response', { value: response })
    Object.defineProperty(this, BRAND, { value: true })
  }

  /** Returns what a log needs; values that the service received are left out, since they may be personal data. */
  toJSON(): Record<string, unknown> {
    const { name, message, code, status, requestId, retryable } = this
    const faults = this.faults.map(({ pointer, code, message }) => ({ pointer, code, message }))
    return { name, message, code, status, requestId, retryable, faults }
  }
}

/** 400, 405, 413, 415: the request is wrong; `faults` names every fault with its pointer. */
export class ValidationError extends SaatavaError {}
/** 401, 403: the token is unknown, expired or revoked, or may not do this. */
export class AuthError extends SaatavaError {}
/** 404, 410: there is no such thing, or no more. */
export class NotFoundError extends SaatavaError {}
/** 409: what is stored under this identifier is different, or has changed meanwhile. */
export class ConflictError extends SaatavaError {}
/** 422: a rule forbids this. */
export class RuleError extends SaatavaError {}
/** 429: too many requests; `retryAfterMs` says how long to wait. */
export class RateLimitError extends SaatavaError {}
/** 408, 425, 5xx: the service could not do it now. */
export class ServerError extends SaatavaError {}
/** There was no answer, or only a part of one. */
export class ConnectionError extends SaatavaError {}
/** There was no answer in time. */
export class TimeoutError extends ConnectionError {}

/** True for every error of this client, also one of another copy of the package. */
export function isSaatavaError(error: unknown): error is SaatavaError {
  return typeof error === 'object' && error !== null && BRAND in error
}

type ErrorClass = new (message: string, parts: ErrorParts) => SaatavaError

function classOf(status: number): ErrorClass {
  if (status >= 500 || status === 408 || status === 425) return ServerError
  if (status === 401 || status === 403) return AuthError
  if (status === 404 || status === 410) return NotFoundError
  if (status === 409) return ConflictError
  if (status === 422) return RuleError
  if (status === 429) return RateLimitError
  return ValidationError
}

/**
 * True where a repetition may be answered otherwise. A conflict is one where the service says when to come again: another
 * request with the same key is under way.
 */
export function isTransient(status: number, retryAfterMs: number | undefined): boolean {
  return status >= 500 || [408, 425, 429].includes(status) || (status === 409 && retryAfterMs !== undefined)
}

/** The error of an answer. */
export function errorOf(parts: Omit<ErrorParts, 'code'> & { status: number }): SaatavaError {
  const { status, problem } = parts
  const { type = '', detail, title, errors } = problem ?? {}
  // The type leads to the page of the errors: /docs/errors#too-many-requests.
  const code = /#([\w-]+)$/.exec(type)?.[1]?.toUpperCase().replaceAll('-', '_') ?? `HTTP_${status}`
  const faults = Array.isArray(errors) ? errors : []
  const shown = faults.slice(0, FAULTS_IN_MESSAGE_MAX).map(({ pointer, message }) => `${pointer} ${message}`)
  const message = [detail ?? title ?? `The service answered with ${status}.`, ...shown].join('\n  ')
  return new (classOf(status))(message, { ...parts, code })
}
