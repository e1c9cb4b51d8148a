/** Where a bank's entry stands, and why something needs review. */
import type { Place } from '../funds/places.ts'

/** new → matched: it became a client's payment · unallocated: it waits · ignored: no incoming payment. */
const ENTRY_STATES = ['new', 'matched', 'unallocated', 'ignored'] as const
export type EntryState = (typeof ENTRY_STATES)[number]

export const ENTRY_TRANSITIONS: Record<EntryState, readonly EntryState[]> = {
  new: ['matched', 'unallocated', 'ignored'],
  // A person decides, or the name that it waited for appears.
  unallocated: ['new', 'matched', 'ignored'],
  // A payment that moves to another client keeps its entry matched.
  matched: ['matched'],
  // A return to the payer that failed.
  ignored: ['unallocated'],
}

/** Texts of the reasons, for people. */
export const REASONS = {
  // entries that wait
  NO_REFERENCE: 'The payer gave neither a reference nor an invoice number that fits an open case.',
  UNKNOWN_REFERENCE: 'No case has this reference, and no open case has such an invoice number and this amount.',
  SEVERAL_CLIENTS: 'The payer’s reference or number fits cases of several clients.',
  SEVERAL_CASES:
    'The payer’s reference or number fits several open cases, and the amount does not identify one of them.',
  AMOUNT_DIFFERS: 'An open case has this number, but another amount is owed on it.',
  SUM_DIFFERS: 'The payer names several cases, and their balances do not add up to this amount.',
  CURRENCY_DIFFERS: 'The named case is in another currency.',
  REVERSAL_UNKNOWN: 'The bank took a payment back, and Saatava cannot identify that payment.',
  REVERSAL_AFTER_RETURN: 'The bank took a payment back, but a part of it had already been returned to the payer.',
  PERHAPS_SAME: 'Another file may report the same movement; decide it with "payment decide".',
  OTHER_ACCOUNT: 'The account does not hold client funds.',
  DEDUCTION: 'The bank deducted it from incoming payments; the same amount is not settled until a person decides.',
  CHARGE: 'The bank took its charge from client funds; the agency must replace it.',
  DEBIT_UNKNOWN: 'Money left the account without an order of this service.',
  DATE_DOUBTFUL: 'A date in the bank file is out of range.',
  CURRENCY_DOUBTFUL: 'The file gives two currencies for this entry.',
  AMOUNT_DOUBTFUL: 'The file gives amounts for this entry that do not agree.',
  DIRECTION_DOUBTFUL: 'The file does not say clearly whether money came in or went out.',
  PAID_BEFORE_INVOICE: 'The payment is older than the invoice that it names.',
  TRIED_IN_VAIN: 'Matching was tried many times without an outcome.',
  PAYOUT_DIFFERS:
    'It carries the id of a payout of this service, but its amount, direction or state differs from the payout: ask the bank.',
  RETURN_DIFFERS:
    'It carries the id of a return to a payer, but its amount or state differs from the return: ask the bank.',
  LAW: 'The law pack has no confirmed rule for this allocation.',
  FAILED: 'An internal error stopped the matching; the log names the cause.',
  // entries that are left alone
  DEBIT: 'A transfer that the agency ordered.',
  OWN_PAYOUT: 'The debit of a payout: the settlement is paid.',
  PAYOUT_RETURNED: 'A payout was returned: its settlement waits to be paid again.',
  ZERO: 'The entry moved no money.',
  SAME_MOVEMENT: 'A person confirmed that another entry is the same movement.',
  DISMISSED: 'A person dismissed it.',
  DIRECT: 'The creditor’s own account received it, and a person recorded it as a direct payment.',
  RETURN_CAME_BACK: 'The bank sent a return back: a person must decide about the money again.',
  REVERSED: 'The bank took it back before it was allocated.',
  RETURNED: 'The money was returned to the payer.',
  TOLD_IN_DETAIL: 'Another file lists its single transactions: they are counted instead of this sum.',
  TOLD_BEFORE: 'Another file reported it, or the sum that includes it, and that entry is counted or was processed.',
  // rests of payments
  CASE_CLOSED: 'The named case is closed.',
  OVERPAYMENT: 'More was paid than was owed.',
  LEFT_OVER: 'A person allocated a part of it.',
  UNALLOCATED_BY_PERSON: 'A person removed it from the case that it paid.',
  RETURN_REFUSED: 'The return to the payer was cancelled, or the bank did not pay it.',
} as const
export type Reason = keyof typeof REASONS

/** Where an entry's money stands in the agency's journal by its state, unless its reason says otherwise. */
export const PLACE_OF_STATE: Record<EntryState, Place> = {
  new: 'SUSPENSE',
  unallocated: 'SUSPENSE',
  // In the journal of the client whose payment it became, or was taken back.
  matched: 'CLIENTS',
  // No movement of client funds: reported by another file, or of another account.
  ignored: 'NONE',
}

/** Reasons that say otherwise: an entry that is left alone may have moved money all the same. */
export const PLACE_OF_REASON: Partial<Record<Reason, Place>> = {
  DEBIT: 'OUT',
  OWN_PAYOUT: 'OUT',
  PAYOUT_RETURNED: 'OUT',
  RETURNED: 'OUT',
  RETURN_CAME_BACK: 'OUT',
  // Counted by another entry, or perhaps; or of an account that holds no client funds.
  PERHAPS_SAME: 'NONE',
  OTHER_ACCOUNT: 'NONE',
  // Money out of client funds for which a person answers.
  DISMISSED: 'OUT',
  // An entry and its reversal, of which neither became a client's: together they are nothing.
  REVERSED: 'SUSPENSE',
}
