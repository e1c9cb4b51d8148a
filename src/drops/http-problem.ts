import { retryAfterMs } from '@saatava/core/retry-after.ts'
import { DropError, notKnown, notLetIn, notNow } from './errors.ts'
import { type HttpDropAnswer, jsonOf } from './http-client.ts'

const WORDS_MAX = 500
const AGAIN = 'Saatava tries again automatically.'

/** Turns an answer to a PUT that is neither 200, 201 nor 409 into an error. */
export function problem(answer: HttpDropAnswer, label: string): DropError {
  const { status } = answer
  const said = jsonOf(answer)
  const code = text(said?.['code']) ?? `HTTP_${status}`
  const words = text(said?.['message']) ?? `${label} answered ${status}.`
  if (status === 401 || status === 403) return notLetIn(code, words, 'Check the address and the key of the drop.')
  if (status === 429) {
    const wait = retryAfterMs(answer.retryAfter, new Date())
    return new DropError('temporary', 'TOO_MANY_REQUESTS', words, { advice: AGAIN, retryAfterMs: wait })
  }
  // Only the other side's own words count as a no to the file: a proxy's page may stand before anything.
  if ((status === 400 || status === 413 || status === 415 || status === 422) && said !== null) {
    return new DropError('refused', code, words, {
      advice: 'Correct the named error; the drop refuses the same file again.',
    })
  }
  if (status < 500) return notLetIn(code, words, 'Check the address of the drop.')
  // The drop's own word that it is closed: a proxy's page may hide a file that was stored, this one does not.
  if (said?.['code'] === 'MAINTENANCE') return notNow('MAINTENANCE', words, AGAIN)
  return notKnown(code, words)
}

/** Reports a read whose answer was lost or strange: reading twice harms nothing, so the error is merely temporary. */
export function readProblem(error: unknown): unknown {
  if (!(error instanceof DropError) || error.kind === 'auth' || error.kind === 'temporary') return error
  return notNow(error.code, error.message, 'Nothing was written. Saatava reads it again automatically.', error)
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, WORDS_MAX) : undefined
}
