/** An entry of a bank file, as it is stored and matched. */
export interface Entry {
  entryId: string
  /** By which the bank knows it, unique on its account. */
  bankReference: string
  /** The booked entry's that it is a transaction of, where it is not the entry itself. */
  entryReference: string | null
  account: string
  currency: string
  /** Minor units; money in is positive. */
  amount: bigint
  bookingDate: string
  /** The day the payer paid: interest stops there. */
  paymentDate: string
  reference: string | null
  details: EntryDetail[] | null
  message: string | null
  payerName: string | null
  payerAccount: string | null
  paymentType: string
  reversal: boolean
  reversalOf: string | null
  /** Given by whoever ordered the payment: of our payouts, and of their returns, our own ids. */
  endToEndId: string | null
  messageId: string | null
  paymentInformationId: string | null
  /** ISO 20022, of what was returned: "AC04". */
  returnReason: string | null
}

/** One debt among several that a payment pays, as the payer told it. */
export interface EntryDetail {
  reference?: string
  document?: string
  /** Minor units as text; JSON knows no bigint. */
  amount?: string
}
