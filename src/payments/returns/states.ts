import type { ReturnState } from './return-order.ts'

/** The life of a return to a payer, which ends once. A bank may answer before the process has noted that it put the file. */
export const RETURN_TRANSITIONS: Record<ReturnState, readonly ReturnState[]> = {
  ordered: ['written', 'cancelled'],
  written: ['sent', 'paid', 'refused'],
  sent: ['paid', 'refused'],
  // The money came back from the payer's bank.
  paid: ['refused'],
  cancelled: [],
  refused: [],
}

/** The states from which `to` may be reached; what a guarded update puts in its where clause. */
export function returnsBefore(to: ReturnState): ReturnState[] {
  const states = Object.keys(RETURN_TRANSITIONS) as ReturnState[]
  return states.filter((from) => RETURN_TRANSITIONS[from].includes(to))
}
