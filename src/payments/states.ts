/** Where a bank's entry stands, and why something waits for a person. */
import type { Place } from '../funds/places.ts'

/** new → matched: it became a client's payment · unallocated: it waits · ignored: no incoming payment. */
const ENTRY_STATES = ['new', 'matched', 'unallocated', 'ignored'] as const
export type EntryState = (typeof ENTRY_STATES)[number]

/** Texts of the reasons, for people. */
export const REASONS = {
  // entries that wait
  NO_REFERENCE: 'The payer gave neither a reference nor an invoice number that fits an open case.',
  UNKNOWN_REFERENCE: 'No case has this reference, and no open case has such an invoice number and this amount.',
  SEVERAL_CLIENTS: 'What the payer gave fits cases of several clients.',
  SEVERAL_CASES: 'What the payer gave fits several open cases, and the amount does not tell which.',
  AMOUNT_DIFFERS: 'An open case has this number, but another amount is owed on it.',
  SUM_DIFFERS: 'Several cases are named, and what is owed on them does not add up to this amount.',
  CURRENCY_DIFFERS: 'The case that is named is in another currency.',
  REVERSAL_UNKNOWN: 'The bank took a payment back, and which one cannot be told.',
  REVERSAL_AFTER_RETURN: 'The bank took a payment back of which a part had been returned to the payer already.',
  PERHAPS_SAME: 'Another file tells perhaps the same movement; "payment decide" says whether it is.',
  OTHER_ACCOUNT: 'It is of an account that holds no client funds.',
  DEDUCTION: 'It was taken off within incoming payments; as much of them is not settled until a person has decided.',
  CHARGE: 'The bank took its charge from client funds: the agency has to put it back.',
  DEBIT_UNKNOWN: 'Money went out, and nobody here ordered it.',
  DATE_DOUBTFUL: 'A date that the bank gives is out of bounds.',
  CURRENCY_DOUBTFUL: 'The file gives two currencies for it.',
  AMOUNT_DOUBTFUL: 'The file gives amounts for it that do not agree.',
  DIRECTION_DOUBTFUL: 'The file does not say clearly whether money came in or went out.',
  PAID_BEFORE_INVOICE: 'It was paid before the invoice that it names was made.',
  TRIED_IN_VAIN: 'It was tried many times without an outcome.',
  PAYOUT_DIFFERS:
    'It bears the id of a payout of ours, and its amount, direction or state does not agree with it: ask the bank.',
  RETURN_DIFFERS:
    'It bears the id of a return to a payer, and its amount or the state of the return does not agree with it: ask the bank.',
  LAW: 'The law pack gives no answer that an allocation could rest on.',
  FAILED: 'It could not be handled; the log says why.',
  // entries that are left alone
  DEBIT: 'Money that went out, as the agency had ordered.',
  OWN_PAYOUT: 'The debit of our own payout: the settlement is paid.',
  PAYOUT_RETURNED: 'Our own payout came back: its settlement waits to be paid again.',
  ZERO: 'It moved no money.',
  SAME_MOVEMENT: 'A person said that another entry is the same movement.',
  DISMISSED: 'A person said that nothing follows from it.',
  DIRECT: 'It came to the creditor’s own account, and a person recorded it as a direct payment.',
  RETURN_CAME_BACK: 'A return to a payer was sent back: the money waits for a person again.',
  REVERSED: 'The bank took it back before it was allocated.',
  RETURNED: 'It was returned to the payer.',
  TOLD_IN_DETAIL: 'Another file tells its transactions one by one: they are counted, and this is not.',
  TOLD_BEFORE: 'Another file told it, or the whole of which it is a part, and that is counted or was dealt with.',
  // rests of payments
  CASE_CLOSED: 'The case that is named is closed.',
  OVERPAYMENT: 'More was paid than was owed.',
  LEFT_OVER: 'A person allocated a part of it.',
  UNALLOCATED_BY_PERSON: 'A person took it off the case that it paid.',
  RETURN_REFUSED: 'It was to go back to the payer, and that was cancelled, or the bank did not pay it.',
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
