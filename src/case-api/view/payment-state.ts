/** Decides whether an invoice is paid. */
import type { ClosingReason } from '../../claims/states.ts'
import type { PaymentState } from '../../invoices/payment-states.ts'

/** Amounts in minor units. */
export interface PaymentFacts {
  total: bigint
  /** Paid before the invoice was handed over, by the request. */
  paidBefore: bigint
  credited: bigint
  /** Whether payments of the invoice are followed, or will be once it has been sent. */
  controlled: boolean
  case: { closingReason: ClosingReason | null } | undefined
  /** Payments that count, to the agency or to the creditor. */
  paid: bigint
  /** Held because more came than was owed. */
  overpaid: bigint
}

/**
 * OVERPAID: more came than was owed, and the rest waits to be returned. A closed case gives its closing reason. An open one is
 * PARTLY_PAID when a payment counts; one that the bank took back does not. Without a case the request says what is left.
 */
export function paymentStateOf(facts: PaymentFacts): PaymentState {
  if (facts.overpaid > 0n) return 'OVERPAID'
  if (facts.case === undefined) return withoutCase(facts)
  const { closingReason } = facts.case
  if (closingReason !== null) return closingReason
  return facts.paid + facts.paidBefore > 0n ? 'PARTLY_PAID' : 'UNPAID'
}

function withoutCase({ total, paidBefore, credited, controlled }: PaymentFacts): PaymentState {
  if (total > 0n && total - paidBefore - credited <= 0n)
    return paidBefore >= total ? 'PAID' : settledBy(paidBefore, credited)
  if (!controlled) return 'NOT_CONTROLLED'
  return paidBefore > 0n ? 'PARTLY_PAID' : 'UNPAID'
}

/** Nothing is left, and the payer paid less than the invoice: credit notes took the rest. */
function settledBy(paidBefore: bigint, credited: bigint): PaymentState {
  return paidBefore > credited ? 'PAID' : 'CREDITED'
}
