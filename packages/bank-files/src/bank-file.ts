/**
 * The content of a bank's file, whatever its format: a head, entries and faults in the order of the file, and an end with
 * the counts. A fault never hides: where something is not given as an entry, a fault says what, where and why.
 */

import type { CivilDate } from '@saatava/core/dates.ts'
import type { AccountScheme } from './account-scheme.ts'
import type { EntryFacts } from './entry-facts.ts'
import type { BankStatement } from './statement.ts'

/** camt: ISO 20022. The others are national formats of fixed width. */
export type BankFileFormat =
  | 'camt.053.001.02'
  | 'camt.053.001.08'
  | 'camt.054.001.02'
  | 'camt.054.001.08'
  | 'bgmax'
  | 'no-ocr-giro'
  | 'ktl'

export interface BankFileHead {
  kind: 'file'
  format: BankFileFormat
  /**
   * The sender's id of the file: the message id (camt), else made of its first records. Banks use such ids again after a
   * year or so: the hash at the end shows whether two files are the same.
   */
  fileId: string
  /** Time as the file states it; BgMax's 20 digits as they are. */
  createdAt?: string
  /** The account of the first statement; a file may hold several, so each entry names its own. */
  account?: string
}

/** One debt among several that a payment pays, as the payer named it. */
export interface RemittanceDetail {
  reference?: string
  /** Number of an invoice or a credit note. */
  document?: string
  /** Minor units; negative for what a credit note takes off. */
  amount?: bigint
}

/** One movement of one account. */
export interface BankEntry {
  /** Stable and unique, for recognising an entry that comes twice: see bank-reference.ts. */
  bankReference: string
  /**
   * Reference of the booked entry to which this transaction belongs, shared by its sisters; absent where it is the same.
   * A camt.053 may give as one entry what a camt.054 has given as its transactions: their entryReference is its
   * bankReference.
   */
  entryReference?: string
  /** IBAN without spaces, or digits of a bankgiro or plusgiro number. */
  account: string
  accountScheme: AccountScheme
  /** ISO 4217. */
  currency: string
  /** Hundredths of the currency; money in is positive, money out negative. */
  amount: bigint
  /** Civil date, "2026-01-31". */
  bookingDate: CivilDate
  valueDate?: CivilDate
  /** The day the payer paid, never after the booking day: interest may stop there. */
  paymentDate: CivilDate
  /** The one structured reference, as given but for spaces around it. Where there are several, only details has them. */
  reference?: string
  details?: RemittanceDetail[]
  /** Free text, as the bank gives it; lines apart by \n. */
  message?: string
  /** The other party: the payer of money in (and of its reversal), the payee of money out. */
  payerName?: string
  payerAccount?: string
  /** Its nature is RETURN or REVERSAL: the amount has the opposite sign of what it takes back. */
  reversal: boolean
  /** Given by whoever ordered the payment: of money out, our own id of it. */
  endToEndId?: string
  /** Ids in the payment file that ordered money out: of the file, and of the batch in it (MsgId, PmtInfId). */
  messageId?: string
  paymentInformationId?: string
  /** Why a payment was returned (RtrInf), ISO 20022: "AC04". */
  returnReason?: string
  /** The payment taken back, by its end-to-end id, where the file has it: for a returned payment out, our own id. */
  reversalOf?: string
  /** In the format's own words: "PMNT/RCDT/ESCT", "BGMAX 20", "OCR 15", "KTL 3"; "DIFFERENCE": see camt/entry-reader.ts. */
  paymentType: string
  /** For people: the lines, or the identifiers, that it was read from. */
  raw: string
  /** All that the file says of it. */
  facts: EntryFacts
}

/**
 * entry: something was not given as an entry, and a person must look. check: all was given, but something does not
 * agree, or was left out because it is not money (yet). file: reading stopped; what follows was not read.
 */
export type BankFaultScope = 'entry' | 'check' | 'file'

export type BankFaultCode =
  | 'UNKNOWN_FORMAT'
  | 'MALFORMED'
  | 'DTD_FORBIDDEN'
  | 'TOO_LONG'
  | 'TOO_DEEP'
  | 'TOO_MANY_FAULTS'
  | 'TRUNCATED'
  | 'MISSING'
  | 'INVALID'
  | 'OUT_OF_PLACE'
  | 'DAMAGED_TEXT'
  | 'NOT_BOOKED'
  | 'NOT_PAID'
  | 'NOT_PAYMENTS'
  | 'SUM_MISMATCH'
  | 'COUNT_MISMATCH'
  | 'BALANCE_MISMATCH'
  | 'CURRENCY_MISMATCH'
  | 'DIRECTION_MISMATCH'
  | 'DATE_OUT_OF_BOUNDS'
  | 'ZERO_AMOUNT'
  | 'REPEATED_REFERENCE'

export interface BankFileFault {
  kind: 'fault'
  scope: BankFaultScope
  /** "line 17", or "Stmt[1]/Ntry[3]/TxDtls[2]". */
  position: string
  code: BankFaultCode
  message: string
}

export interface BankFileEntry {
  kind: 'entry'
  position: string
  entry: BankEntry
}

export interface BankFileEnd {
  kind: 'end'
  /** Entries given. */
  entries: number
  faults: number
  /** Sum of the entries' amounts, minor units; absent where they are of several currencies, or there are none. */
  sum?: bigint
  bytes: number
  /** SHA-256 of all bytes, hex. */
  hash: string
  /** False where reading stopped before the end. The entries before the end of reading are as good as ever. */
  complete: boolean
}

export type BankFileItem = BankFileHead | BankFileEntry | BankStatement | BankFileFault | BankFileEnd
