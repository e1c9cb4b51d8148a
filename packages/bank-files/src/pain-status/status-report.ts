/** The bank's answer to a payment file (pain.002), in either version. */

export interface StatusReason {
  /** ISO 20022, "AC04", or the bank's own. */
  code?: string
  text?: string
}

export interface PaymentStatus {
  /** "ACCP", "RJCT", "PART" …; absent where nothing is said at this level. */
  status?: string
  reasons: StatusReason[]
}

export interface TransactionStatus extends PaymentStatus {
  endToEndId?: string
  instructionId?: string
  /** Amount of the payment it answers to, minor units, where the bank states it. */
  amount?: bigint
  currency?: string
}

export interface BatchStatus extends PaymentStatus {
  /** Absent where the bank names the payments alone. */
  paymentInformationId?: string
  payments: TransactionStatus[]
}

export interface PaymentStatusReport {
  format: 'pain.002.001.03' | 'pain.002.001.10'
  messageId: string
  createdAt?: Date
  /** Id of the payment file that it answers to. */
  originalMessageId: string
  group: PaymentStatus
  batches: BatchStatus[]
}
