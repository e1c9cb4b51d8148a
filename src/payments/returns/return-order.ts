/** A return: one order to the bank to give money back to whoever paid it. */
import type { EntryId, PaymentId, TransactionId } from '@saatava/core/ids.ts'
import type { PainAccount } from '@saatava/bank-files/pain/pain-file.ts'

/** See the migration for what each means. */
export type ReturnState = 'ordered' | 'written' | 'sent' | 'paid' | 'cancelled' | 'refused'

export interface ReturnOrder {
  returnId: string
  paymentClientId: number | null
  paymentId: PaymentId | null
  entryId: EntryId | null
  currency: string
  /** Minor units. */
  amount: bigint
  /** IBAN of the agency's account to which the money came; null: not known. */
  account: string | null
  payee: PainAccount
  text: string
  reason: string
  state: ReturnState
  messageId: string
  endToEndId: string
  orderedAt: Date
  orderedBy: string
  sendAt: Date
  sentAt: Date | null
  endedAt: Date | null
  endReason: string | null
  transactionId: TransactionId | null
}
