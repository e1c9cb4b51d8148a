/**
 * Why a document was not fetched. The set is closed; each code says whether trying again can help, or the thrower decides
 * it.
 */
export const FETCH_REFUSALS = [
  'URL_INVALID',
  'SCHEME_NOT_ALLOWED',
  'CREDENTIALS_IN_URL',
  'PORT_NOT_ALLOWED',
  'ADDRESS_NOT_PUBLIC',
  'DNS_FAILED',
  'TOO_MANY_REDIRECTS',
  'TOO_LARGE',
  'CONTENT_ENCODED',
  'TIMEOUT',
  'HTTP_STATUS',
  'CONNECTION_FAILED',
] as const
export type FetchRefusal = (typeof FETCH_REFUSALS)[number]

/** `message` is a sentence for people; it never shows the address of a host name, nor any part of the body of the answer. */
export class FetchRefused extends Error {
  override name = 'FetchRefused'
  readonly code: FetchRefusal
  readonly retryable: boolean
  /** Status of the answer, for HTTP_STATUS. */
  readonly status: number | undefined

  constructor(
    code: FetchRefusal,
    message: string,
    more: { retryable?: boolean; status?: number; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause })
    this.code = code
    this.retryable = more.retryable ?? false
    this.status = more.status
  }
}
