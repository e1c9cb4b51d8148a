/** Acts on payments, bank files, payouts and client funds. Amounts are text in major units, "100.00". */
import { Type } from 'typebox'
import { amountText, currency, id, integer, list, text } from '../events/fields.ts'
import { orNull, optional } from '../platform/http/schema.ts'
import { act } from './act.ts'
import { note } from './words.ts'

const PAYMENT = 'payment:<paymentId>'
const ENTRY = 'entry:<entryId>'
const RETURNED = 'payment:<paymentId> or entry:<entryId>'
const RETURN = 'return:<returnId>'
const BANK_FILE = 'bank-file:<fileId>'
const PAYOUT = 'payout:<endToEndId>'
const PAYOUTS = 'payouts:<message or payout>'
const RUN = 'settlement-run:<messageId>'
const sum = { amount: amountText, currency }
const why = { reason: note }
const moved = { ...sum, reasonCode: optional(orNull(text)), reasonText: optional(orNull(note)) }
const ended = { returnId: id, ...sum, reason: orNull(note) }

export const MONEY_ACTS = {
  'bank-file.taken': act(BANK_FILE, 'a bank file was read', {
    name: text,
    entries: integer,
    complete: Type.Boolean(),
  }),
  'bank-file.released': act(BANK_FILE, 'held entries were booked', {
    accounts: list(text),
    entries: integer,
  }),
  'entry.same': act(ENTRY, 'a doubtful entry was confirmed as a duplicate', { sameAs: list(id), entries: list(id) }),
  'entry.different': act(ENTRY, 'a doubtful entry was confirmed as a separate movement', {
    sameAs: list(id),
    entries: list(id),
  }),
  'entry.dismissed': act(ENTRY, 'an entry was dismissed', { ...sum, ...why }),
  'payment.allocated': act(PAYMENT, 'a person allocated a payment to a case', {
    ...{ caseId: integer, allocationId: integer, amount: amountText },
  }),
  'payment.unallocated': act(PAYMENT, 'a person removed a payment from a case', {
    ...{ allocationId: integer, caseId: integer, settled: Type.Boolean() },
    ...sum,
    ...why,
  }),
  'payment.moved': act(PAYMENT, 'a person moved a payment to another case', {
    ...{ allocationId: integer, caseId: integer },
    ...sum,
    ...why,
    fromAllocationId: optional(integer),
    fromCaseId: optional(integer),
  }),
  'payment.released': act(PAYMENT, 'a payment left the books of a client', { ...sum, ...why }),
  'payment.recorded-direct': act(PAYMENT, 'an entry of the creditor’s account pays a case', {
    ...{ entryId: id, caseId: integer, amount: amountText },
  }),
  'payment.reversed': act(PAYMENT, 'a person recorded which payment the bank took back', { entryId: id }),
  'payment.returned': act(RETURNED, 'money went back to the payer', { ...sum, reason: orNull(note) }),
  'payment.return.ordered': act(RETURNED, 'a return to the payer was ordered', { returnId: id, ...sum, ...why }),
  'payment.return.written': act(RETURN, 'the payment file of a return was written', { messageId: text }),
  'payment.return.sent': act(RETURN, 'the payment file of a return was put into the bank’s outbox', {
    messageId: text,
  }),
  'payment.return.paid': act(RETURNED, 'a return was paid', ended),
  'payment.return.refused': act(RETURNED, 'the bank refused a return', ended),
  'payment.return.cancelled': act(RETURNED, 'a return was cancelled', ended),
  'settlement.made': act('settlement:<settlementId>', 'a settlement was made', {
    ...{ amount: amountText, paidAmount: amountText, currency, allocations: integer },
  }),
  'settlement.planned': act('client:<clientId>', 'a person had a client settled before its day', {}),
  'settlement.acknowledged': act('client:<clientId>', 'a client acknowledged settlements', {
    settlementIds: list(integer),
  }),
  'settlement.file.written': act(RUN, 'a payment file was written; the total in minor units', {
    ...{ payments: integer, total: text, currency },
  }),
  'settlement.file.sent': act(RUN, 'a payment file was put into the bank’s outbox', {}),
  'payout.paid': act(PAYOUT, 'a payout was paid', moved),
  'payout.rejected': act(PAYOUT, 'the bank refused a payout', moved),
  'payout.returned': act(PAYOUT, 'a payout was returned', moved),
  'payout.unclear': act(PAYOUT, 'the bank’s files contradict one another', { message: note }),
  'payout.again': act(PAYOUT, 'a payout is paid again', { after: text, ...why }),
  'payouts.paid.by-hand': act(PAYOUTS, 'a person recorded that payouts were paid', { ...why, payouts: integer }),
  'payouts.refused.by-hand': act(PAYOUTS, 'a person recorded that payouts were refused', { ...why, payouts: integer }),
  'funds.attributed': act('account:<IBAN>', 'a difference of client funds was explained', {
    ...{ from: text, to: text },
    ...sum,
    ...why,
  }),
}
