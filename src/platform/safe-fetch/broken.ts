/** Names why a line broke, in the words of whoever asked for it. */
import { FetchRefused } from './refused.ts'

const TIMEOUTS = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT'])
/** A certificate that does not fit does so again a minute later. */
const CERTIFICATE = /^(?:CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH)/

export interface BrokenWords {
  /** Completes "<host> …". */
  late: string
  /** Completes "… <host>". */
  failed: string
}

export function broken(error: unknown, url: URL, signal: AbortSignal, { late, failed }: BrokenWords): FetchRefused {
  const code = (error as NodeJS.ErrnoException).code ?? (error as Error).name
  if (signal.aborted || TIMEOUTS.has(code))
    return new FetchRefused('TIMEOUT', `${url.host} ${late}.`, { retryable: true, cause: error })
  const why = CERTIFICATE.test(code) ? `its certificate is not accepted, ${code}` : code
  return new FetchRefused('CONNECTION_FAILED', `${failed} ${url.host} (${why}).`, {
    retryable: !CERTIFICATE.test(code),
    cause: error,
  })
}
