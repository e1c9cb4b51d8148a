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
    return {
      kind: 'unknown',
      code: 'UNEXPECTED',
      reason: `Saatava had an internal error while it delivered to ${label}.`,
    }
  }
  const { kind, code, retryAfterMs } = error
  switch (kind) {
    case 'refused':
      return { kind, code, reason: error.message.slice(0, REASON_MAX) }
    case 'auth':
      return { kind: 'temporary', code, reason: `Delivery to ${label} is stopped until its settings are corrected.` }
    case 'temporary': {
      const wait = retryAfterMs === undefined ? {} : { retryAfterMs }
      return { kind, code, reason: `It was not taken by ${label} yet.`, ...wait }
    }
    case 'ambiguous':
      return { kind: 'unknown', code, reason: `The connection to ${label} broke before it confirmed the delivery.` }
    default:
      return kind satisfies never
  }
}

/** Another file has the name: something with this id has left before, and what it said is not what would be sent now. */
export function differs(name: string, label: string): SendOutcome {
  const reason = `${name} was delivered to ${label} before, with another content. Check the earlier file there.`
  return { kind: 'unknown', code: 'DROP_FILE_DIFFERS', reason }
}
