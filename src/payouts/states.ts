/**
 * The life of a payout. CREATED: it waits for its file. SENT: the file lies in the bank's outbox. ACCEPTED: the bank says
 * that it will pay. PAID: the statement shows the debit. REJECTED: the bank refused, and no money moved. RETURNED: the money
 * came back. After the last two a person may have the settlement paid again, by another payout.
 */
const PAYOUT_STATES = ['CREATED', 'SENT', 'ACCEPTED', 'PAID', 'REJECTED', 'RETURNED'] as const
export type PayoutState = (typeof PAYOUT_STATES)[number]

/** A bank may answer before the process has noted that it put the file. From REJECTED to PAID only a person leads. */
export const TRANSITIONS: Record<PayoutState, readonly PayoutState[]> = {
  CREATED: ['SENT', 'ACCEPTED', 'PAID', 'REJECTED'],
  SENT: ['ACCEPTED', 'PAID', 'REJECTED'],
  ACCEPTED: ['PAID', 'REJECTED'],
  PAID: ['RETURNED'],
  REJECTED: ['PAID'],
  RETURNED: [],
}

/** The bank has it in hand, or will have. */
export function isUnderWay(state: PayoutState): boolean {
  return state === 'CREATED' || state === 'SENT' || state === 'ACCEPTED'
}

export function mayMove(from: PayoutState, to: PayoutState): boolean {
  return TRANSITIONS[from].includes(to)
}
