import type { CivilDate } from '@saatava/core/dates.ts'
import type { EntryId } from '@saatava/core/ids.ts'
import type { EntryDoubt, EntryLevel, EntryNature } from '@saatava/bank-files/entry-facts.ts'
import type { Reason } from './states.ts'

/** An entry of a bank file, as it is stored and matched. */
export interface BankEntry {
  entryId: EntryId
  /** The bank's reference; banks use it again. */
  bankReference: string
  /** The booked entry's that it is a transaction of, where it is not the entry itself. */
  entryReference: string | null
  account: string
  /** One key for all names of the account. */
  accountKey: string
  currency: string
  /** Minor units; money in is positive. */
  amount: bigint
  bookingDate: CivilDate
  /** The day the payer paid: interest stops there. */
  paymentDate: CivilDate
  reference: string | null
  details: EntryDetail[] | null
  message: string | null
  payerName: string | null
  payerAccount: string | null
  paymentType: string
  /** Why the amount has its sign, and how the entry stands in its booked entry: see the readers' facts. */
  nature: EntryNature
  level: EntryLevel
  reversal: boolean
  reversalOf: string | null
  /** Given by whoever ordered the payment: of our payouts, and of their returns, our own ids. */
  endToEndId: string | null
  messageId: string | null
  paymentInformationId: string | null
  /** ISO 20022, of what was returned: "AC04". */
  returnReason: string | null
  orderIds: string[]
  /** "KIND:value" of the bank's ids. */
  ids: string[]
  payerKeys: string[]
  doubts: EntryDoubt[]
  reportedReferences: ReportedReference[] | null
  /** All texts, for searching. */
  searchText: string | null
  attempts: number
  reason: Reason | null
  /** The entry that is, or may be, the same movement. */
  sameAs: string | null
}

/** A reference or a document's number, where the payer or the bank put it. */
interface ReportedReference {
  source: string
  type?: string
  value: string
  /** Minor units as text. */
  amount?: string
}

/** One debt among several that a payment pays, as the payer named it. */
export interface EntryDetail {
  reference?: string
  document?: string
  /** Minor units as text; JSON knows no bigint. */
  amount?: string
}
