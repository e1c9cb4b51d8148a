/** From what went wrong to what is written: for the document, for the queue, and for the person who reads it. */
import { ConnectorError, requestImpossible } from '../../connectors/errors.ts'
import { sentences } from '@saatava/core/sentences.ts'
import type { Change } from './recorder.ts'
import { type Timing, backoffMs } from './settings.ts'
import type { OpenDocument } from './queue-queries.ts'

const TEXT_MAX = 1_000

/** How a connection's queue goes on: with the next document, after a wait, or not before a person acts. */
export type NextStep = { go: 'on' } | { go: 'wait'; delayMs: number } | { go: 'stop'; reason: string }

export interface Failure {
  change: Change
  next: NextStep
}

export interface FailureContext {
  document: OpenDocument
  /** Part of it may be in the accounting system. */
  doubtful: boolean
  /** Whether a request that carries it may have arrived, where this try knows it. */
  maybeStored?: boolean
  /** This try counted: something was about to be sent. */
  attempts: number
  failures: number
  timing: Timing
}

/**
 * Any other thrown error is a mistake in our code: a request that cannot be made stops the queue; else the outcome is
 * unclear if something had been sent, and temporary if not.
 */
export function asConnectorError(error: unknown, sending: boolean): ConnectorError {
  if (error instanceof ConnectorError) return error
  const impossible = requestImpossible(error)
  if (impossible !== undefined) return impossible
  return new ConnectorError(sending ? 'ambiguous' : 'temporary', 'INTERNAL', 'Saatava had an internal error.', {
    advice: 'The log line of this document names the cause. Saatava tries again automatically.',
    cause: error,
  })
}

export function failureOf(error: ConnectorError, context: FailureContext): Failure {
  const { document, timing, doubtful } = context
  const base = {
    kind: document.kind,
    seq: document.seq,
    identifier: document.identifier,
    ...(context.maybeStored === undefined ? {} : { maybeStored: context.maybeStored }),
  }
  const said = sentences(`${error.code}: ${error.message}`, error.advice).slice(0, TEXT_MAX)
  // A request we gave up may end only after we did; whenever it was begun, the settling time begins now.
  const touch = error.kind === 'ambiguous'
  const failed = (code: string, description: string): Change => ({
    ...base,
    to: 'failed',
    failureCode: code,
    description,
    touch,
    eventData: { code, description },
  })
  const waiting: Change = {
    ...base,
    to: doubtful || error.kind === 'ambiguous' ? 'unknown' : 'pending',
    description: said,
    touch,
  }
  const delayMs = error.retryAfterMs ?? backoffMs(timing, context.failures)
  switch (error.kind) {
    case 'refused':
      return { change: failed(error.code, said), next: { go: 'on' } }
    case 'auth':
      return { change: waiting, next: { go: 'stop', reason: said } }
    case 'temporary':
    case 'ambiguous':
      if (context.attempts >= timing.attemptsMax) {
        const giveUp = `GAVE_UP: given up after ${context.attempts} tries. Last: ${said} Correct the cause, then retry.`
        return { change: failed('GAVE_UP', giveUp.slice(0, TEXT_MAX)), next: { go: 'on' } }
      }
      return { change: waiting, next: { go: 'wait', delayMs } }
    default:
      return error.kind satisfies never
  }
}
