/** A payout: one order to the bank to pay a settlement. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { ClientId, SettlementId } from '@saatava/core/ids.ts'
import type { PainPayment } from '@saatava/bank-files/pain/pain-file.ts'
import type { PayoutState } from './states.ts'

export interface PayoutKey {
  clientId: ClientId
  settlementId: SettlementId
  /** 1, then one more each time a person has it paid again. */
  attempt: number
}

export interface Payout extends PayoutKey {
  endToEndId: string
  /** Message id of the payment file. */
  messageId: string
  /** Id of the batch in the file; null until the file is written. */
  paymentInformationId: string | null
  /** The account of client funds that it leaves; null: not known, of one from before accounts were noted. */
  debtorIban: string | null
  currency: string
  /** Minor units. */
  amount: bigint
  beneficiary: PainPayment['creditor']
  state: PayoutState
  reasonCode: string | null
  reasonText: string | null
  /** When the bank made its latest answer. */
  answeredAt: Date | null
  /** Says that it may have been paid, or not, against its state. */
  doubt: string | null
  /** Civil date of the bank's debit; null of one that a person marked as paid and whose debit no file has shown. */
  paidOn: CivilDate | null
  paidTransactionId: string | null
  /** Amount of the settlement, minor units: the sum of its lines. */
  settlementAmount: bigint
  /** The reference by which the payee knows it. */
  remittanceReference: string
}

/** Returns the source by which the journal and events know a settlement. */
export function sourceOf(settlementId: SettlementId): string {
  return `settlement:${settlementId}`
}

/** "202603030001-100001", and "202603030001-100001-2" of the second attempt. */
export function endToEndIdOf({ clientId, settlementId, attempt }: PayoutKey): string {
  return `${settlementId}-${clientId}${attempt === 1 ? '' : `-${attempt}`}`
}

const END_TO_END_ID = /^(\d{12})-([1-9]\d{0,14})(?:-([2-9]|[1-9]\d))?$/
/** The run's day, its currency and a part of its id; a batch may add to it. */
const MESSAGE_ID = /^\d{8}-[A-Z]{3}-[0-9a-f]{12}/

/** Returns undefined where the id is not one of this service. */
export function payoutKeyOf(endToEndId: string | null): PayoutKey | undefined {
  const [, settlement, client, attempt = '1'] = END_TO_END_ID.exec(endToEndId ?? '') ?? []
  if (settlement === undefined || client === undefined) return undefined
  return { clientId: Number(client), settlementId: Number(settlement), attempt: Number(attempt) }
}

export function looksLikeOurMessage(id: string | null): boolean {
  return id !== null && MESSAGE_ID.test(id)
}
