import { ConnectorError } from '../connectors/errors.ts'
import { sentences } from '@saatava/core/sentences.ts'
import { AppError } from '../platform/errors.ts'

const RETRY_AFTER_SECONDS = 30

/**
 * Turns a failure of the accounting system during a request into an answer: 503 where trying again may help; where it
 * will not, 422 with the system's own words and advice. Other errors are handed back as they are.
 */
export function upstreamError(error: unknown): unknown {
  if (!(error instanceof ConnectorError)) return error
  const said = `The accounting system answered ${error.code}: ${error.message}`
  switch (error.kind) {
    case 'temporary':
    case 'ambiguous': {
      const retryAfterSeconds =
        error.retryAfterMs === undefined ? RETRY_AFTER_SECONDS : Math.max(1, Math.ceil(error.retryAfterMs / 1000))
      return new AppError('UNAVAILABLE', said, { retryAfterSeconds, cause: error })
    }
    case 'auth':
    case 'refused':
      return new AppError('RULE', sentences(said, error.advice ?? ''), { cause: error })
    default:
      return error.kind satisfies never
  }
}
