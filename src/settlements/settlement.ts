/** A settlement as the verbs work with it. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { ClientId, SettlementId } from '@saatava/core/ids.ts'
import type { PainPayment } from '@saatava/bank-files/pain/pain-file.ts'

/** Where it was paid to, as it stood when it was made. */
export type Beneficiary = PainPayment['creditor']

export interface Settlement {
  clientId: ClientId
  /** YYYYMMDD and four digits. */
  settlementId: SettlementId
  /** Civil date of the client's country. */
  settlementDate: CivilDate
  currency: string
  /** Minor units: the sum of its lines. */
  amount: bigint
  /** Commission that the agency kept; the amount is less by it already. */
  commission: bigint
  /** The client's debt to the agency that was taken off: the amount less this is paid. */
  deducted: bigint
  lineCount: number
  remittanceReference: string
  beneficiary: Beneficiary
  /** Run whose file paid it first; null: nothing was left to pay, and no file names it. */
  runId: string | null
  createdAt: Date
  handedOutAt: Date | null
}

/** Returns the amount of the order to the bank, minor units. */
export function payoutOf({ amount, deducted }: Pick<Settlement, 'amount' | 'deducted'>): bigint {
  return amount - deducted
}

/** Payments that leave one account in one file. */
export interface SettlementRun {
  runId: string
  runDate: CivilDate
  currency: string
  /** The account that pays; null: of a run from before accounts were noted, the currency's default one. */
  debtorIban: string | null
  messageId: string
  state: 'open' | 'written' | 'sent'
  executionDate: CivilDate | null
  payments: number | null
  /** Minor units. */
  total: bigint | null
  createdAt: Date
  sentAt: Date | null
}
