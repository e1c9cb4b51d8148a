/** The records of the simulated bank. Amounts are minor units as text: JSON knows no bigint. */

export interface BankSettings {
  /** Files that report movements: camt.054 as they are booked, camt.053 when the day is over. */
  files: 'BOTH' | 'CAMT_053' | 'CAMT_054'
  camtVersion: '02' | '08'
  /** A payment file's batch is booked as one sum. */
  batchBooking: boolean
  /** Accounts are named by their national number instead of the IBAN. */
  bban: boolean
  /** At which level an accepted file is answered. */
  answerLevel: 'FILE' | 'BATCH' | 'PAYMENT'
  /** Identification that InitgPty must bear: the id that the bank gave its customer, and its scheme. */
  initiator: { id: string; scheme: 'CUST' | 'BANK' } | null
  /** Banking days from a payout to its return. */
  returnAfterDays: number
}

export const SETTINGS: BankSettings = {
  files: 'BOTH',
  camtVersion: '08',
  batchBooking: false,
  bban: false,
  answerLevel: 'FILE',
  initiator: null,
  returnAfterDays: 2,
}

export interface BankAccount {
  iban: string
  currency: string
}

export interface Reason {
  code: string
  text: string
}

export interface Order {
  endToEndId: string
  messageId: string
  batchId: string
  account: BankAccount
  amount: string
  executionDate: string
  payee: string
  payeeAccount: string
  reference: string | null
  text: string | null
  refused: Reason | null
}

export interface OrderFile {
  name: string
  sha256: string
  version: '03' | '09'
  messageId: string
  refused: Reason | null
  batches: { id: string; refused: Reason | null; orders: Order[] }[]
}

export interface Movement {
  /** The bank's own reference of it: the same in every file. */
  id: string
  account: BankAccount
  /** Signed. */
  amount: string
  bookedOn: string
  /** REVERSAL: the bank takes a payment of a debtor back. */
  kind: 'PAYOUT' | 'BATCH' | 'RETURN' | 'PAYMENT' | 'REVERSAL'
  party: string | null
  partyAccount: string | null
  reference: string | null
  text: string | null
  endToEndId: string | null
  messageId: string | null
  batchId: string | null
  returnReason: string | null
  /** Payments of a batch. */
  count: number
}

export type Written = { name: string; text: string }

export type Entry =
  | { type: 'settings'; settings: BankSettings }
  | { type: 'file'; file: OrderFile; answers: Written[] }
  /** Orders are executed: the movements, their notices, and payouts that will come back. */
  | { type: 'booked'; movements: Movement[]; executed: string[]; files: Written[]; returns: Return[] }
  | { type: 'closed'; account: string; day: string; files: Written[]; lateUntil: string | null }
  | { type: 'put'; name: string }

export interface Return {
  movement: Movement
  onDay: string
  code: string
}
