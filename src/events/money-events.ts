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
  'payment.allocated': event(PAYMENT, 'it pays a case', {
    ...{ caseId: integer, invoiceNumber: integer, allocationId: integer },
    ...{ capitalAmount: amount, interestAmount: amount, costsAmount: amount },
    ...sum,
  }),
  'payment.reversed': event(
    PAYMENT,
    'the bank took it back, or (`reason` `OF_ANOTHER_CLIENT`) it was for somebody else',
    { ...sum, onDate: date, reason: optional(text) },
  ),
  'payment.returned': event(PAYMENT, 'it goes back to the payer', sum),
  'payment.unallocated': event(PAYMENT, 'a person took it off a case: it waits again', {
    ...{ allocationId: integer, caseId: integer, invoiceNumber: integer },
    ...sum,
  }),
  'payment.return.undone': event(PAYMENT, 'the return to the payer was cancelled or refused: it waits again', sum),
  'settlement.created': event(SETTLEMENT, 'a payout was made', {
    ...payout,
    settlementDate: date,
    allocations: integer,
  }),
  'settlement.paid': event(SETTLEMENT, 'the bank has paid it', payout),
  'settlement.blocked': event('client:<clientId>', 'there is no payout, and why', {
    ...{ currency, reason: text, message: text },
  }),
  'settlement.payout.rejected': event(SETTLEMENT, 'the bank refused it', { ...payout, ...why }),
  'settlement.payout.returned': event(SETTLEMENT, 'the bank sent it back', { ...payout, ...why }),
  'settlement.payout.again': event(SETTLEMENT, 'a person has it paid again', {
    ...{ settlementId: integer, attempt: integer, paidAmount: amount, currency },
  }),
  'settlement.payout.unclear': event(SETTLEMENT, 'the bank’s files contradict one another', {
    ...{ settlementId: integer, message: text },
  }),
  'accounting.settlement.skipped': event(SETTLEMENT, 'its voucher is made by hand, and why', { reason: text }),
  'accounting.settlement.partly': event(SETTLEMENT, 'some of its invoices are not booked from here', {
    ...{ settlementId: integer, currency },
    booked: object({ invoices: integer, amount }),
    unbooked: object({ invoices: integer, amount, account: text }),
  }),
}
