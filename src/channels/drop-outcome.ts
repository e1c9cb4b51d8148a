import type { DropLog } from '../drops/answer-files.ts'
import { DropError } from '../drops/errors.ts'
import type { SendOutcome } from './port.ts'

const REASON_MAX = 500

/**
 * Turns a failed delivery through a drop into the outcome of a shipment. A doubtful outcome is unknown, never temporary.
 * Hosts and folders go to the log alone: outcomes are shown to partners, whose business they are not.
 * @param label who the drop is shared with, for example "the e-invoice operator"
 */
export function dropOutcome(error: unknown, label: string, log: DropLog): SendOutcome {
  log.warn({ err: error }, `a delivery to ${label} failed`)
  if (!(error instanceof DropError)) {
    return { kind: 'unknown', code: 'UNEXPECTED', reason: `Something broke on our side on the way to ${label}.` }
  }
  const { kind, code, retryAfterMs } = error
  switch (kind) {
    case 'refused':
      return { kind, code, reason: error.message.slice(0, REASON_MAX) }
    case 'auth':
      return { kind: 'temporary', code, reason: `The way to ${label} is closed until its settings are put right.` }
    case 'temporary': {
      const wait = retryAfterMs === undefined ? {} : { retryAfterMs }
      return { kind, code, reason: `It was not taken by ${label} yet.`, ...wait }
    }
    case 'ambiguous':
      return { kind: 'unknown', code, reason: `The line to ${label} broke before it was known whether it had arrived.` }
    default:
      return kind satisfies never
  }
}

/** Another file has the name: something with this id has left before, and what it said is not what would be sent now. */
export function differs(name: string, label: string): SendOutcome {
  const reason = `${name} was delivered to ${label} before, with another content. See there what it was.`
  return { kind: 'unknown', code: 'DROP_FILE_DIFFERS', reason }
}
