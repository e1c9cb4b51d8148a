import { optional, orNull } from '../platform/http/schema.ts'
import { amount, currency, date, event, integer, object, text } from './fields.ts'

const PAYMENT = 'payment:<paymentId>'
const SETTLEMENT = 'settlement:<settlementId>'
const sum = { amount, currency }
const payout = { settlementId: integer, amount, paidAmount: amount, currency }
const why = { reasonCode: orNull(text), reasonText: orNull(text) }

export const MONEY_EVENTS = {
  'payment.received': event(PAYMENT, 'money came', {
    ...{ kind: text, paymentDate: date, unallocatedAmount: optional(amount), reason: optional(orNull(text)) },
    ...sum,
  }),
  'payment.allocated': event(PAYMENT, 'the payment pays a case', {
    ...{ caseId: integer, invoiceNumber: integer, allocationId: integer },
    ...{ capitalAmount: amount, interestAmount: amount, costsAmount: amount },
    ...sum,
  }),
  'payment.reversed': event(
    PAYMENT,
    'the bank took the payment back, or (`reason` `OF_ANOTHER_CLIENT`) it belonged to another client',
    { ...sum, onDate: date, reason: optional(text) },
  ),
  'payment.returned': event(PAYMENT, 'the payment is returned to the payer', sum),
  'payment.unallocated': event(PAYMENT, 'a person removed the payment from a case: it is unallocated again', {
    ...{ allocationId: integer, caseId: integer, invoiceNumber: integer },
    ...sum,
  }),
  'payment.return.undone': event(
    PAYMENT,
    'the return to the payer was cancelled or refused: the payment is unallocated again',
    sum,
  ),
  'settlement.created': event(SETTLEMENT, 'a payout was made', {
    ...payout,
    settlementDate: date,
    allocations: integer,
  }),
  'settlement.paid': event(SETTLEMENT, 'the bank has paid the payout', payout),
  'settlement.blocked': event('client:<clientId>', 'no payout was made; the reason is given', {
    ...{ currency, reason: text, message: text },
  }),
  'settlement.payout.rejected': event(SETTLEMENT, 'the bank refused the payout', { ...payout, ...why }),
  'settlement.payout.returned': event(SETTLEMENT, 'the bank returned the payout', { ...payout, ...why }),
  'settlement.payout.again': event(SETTLEMENT, 'a person orders the payout again', {
    ...{ settlementId: integer, attempt: integer, paidAmount: amount, currency },
  }),
  'settlement.payout.unclear': event(SETTLEMENT, 'the bank’s files contradict one another', {
    ...{ settlementId: integer, message: text },
  }),
  'accounting.settlement.skipped': event(SETTLEMENT, 'a person must make its voucher; the reason is given', {
    reason: text,
  }),
  'accounting.settlement.partly': event(SETTLEMENT, 'some invoices of the settlement are not booked from here', {
    ...{ settlementId: integer, currency },
    booked: object({ invoices: integer, amount }),
    unbooked: object({ invoices: integer, amount, account: text }),
  }),
}
