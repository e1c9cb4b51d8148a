import { Type } from 'typebox'
import { optional, orNull } from '../platform/http/schema.ts'
import { amount, date, event, id, integer, list, object, rule, text } from './fields.ts'

const CASE = 'case:<caseId>'
const invoiceNumber = integer
const QUESTION = 'question:<questionId>'
/** `about` is the case, the entry of a bank file or the payment. */
const asked = { about: text }
const action = { invoiceNumber, actionId: id, code: text }
const letter = {
  ...{ invoiceNumber, letter: text, letterId: id, document: text },
  deliveryId: optional(id),
  channel: optional(text),
  code: optional(orNull(text)),
}
const plan = { invoiceNumber, planId: id, state: text, why: optional(text) }

export const CASE_EVENTS = {
  'case.opened': event(CASE, 'a case was opened', { invoiceNumber, policy: text, nextDate: orNull(date) }),
  'case.taken.over': event(
    CASE,
    'a running case of another agency was taken over; no step is taken until it is released',
    {
      ...{ invoiceNumber, takenOverOn: date },
    },
  ),
  'contract.ended': event('client:<clientId>', 'the contract with the client has ended: no step is taken any more', {
    endsOn: date,
  }),
  'case.handed.back': event(CASE, 'the case was handed back to the creditor; `case.closed` follows', {
    ...{ invoiceNumber, capitalAmount: amount, interestAmount: amount, costsAmount: amount },
  }),
  'case.released': event(CASE, 'a person released a case that was on hold', {
    ...{ invoiceNumber, hold: text },
    nextDate: orNull(date),
  }),
  'case.not.opened': event('invoice:<invoiceId>', 'no case could be opened: there is no such policy', {
    invoiceNumber,
    policyId: text,
  }),
  'case.step.taken': event(CASE, 'a reminder, a demand or another step of the policy was taken', {
    ...{ invoiceNumber, step: text, stage: text, fee: amount },
    rule: orNull(object({ ...rule, status: text })),
    note: orNull(text),
    letterId: orNull(id),
    nextDate: orNull(date),
  }),
  'case.letter.created': event(
    CASE,
    'an event of the case sends its debtor a [letter](/docs/cases#letters-of-events)',
    letter,
  ),
  'case.letter.not.sent': event(CASE, 'a letter could not be sent by any channel', {
    ...{ invoiceNumber, kind: text, reason: text },
  }),
  'case.letter.pending': event(CASE, 'a letter waits for its next attempt', letter),
  'case.letter.sending': event(CASE, 'a letter is tried again', letter),
  'case.letter.unknown': event(CASE, 'it is unknown whether a letter was sent', letter),
  'case.letter.failed': event(CASE, 'a letter failed by one channel; the next one is tried', letter),
  'case.letter.sent': event(CASE, 'a letter was sent', letter),
  'case.letter.delivered': event(CASE, 'a letter arrived', letter),
  'case.letter.undelivered': event(CASE, 'a letter did not arrive, or was returned', letter),
  'case.letter.cancelled': event(CASE, 'a letter was cancelled before it was sent', letter),
  'case.fee.waived': event(CASE, 'the fee of a letter that did not arrive is reversed', {
    invoiceNumber,
    ...{ letterId: id, amount, why: text },
  }),
  'case.action.performed': event(CASE, 'an action was performed', {
    ...action,
    effect: Type.Record(Type.String(), Type.Unknown()),
  }),
  'case.action.refused': event(CASE, 'an action was refused', {
    ...action,
    refusal: Type.Record(Type.String(), Type.Unknown()),
  }),
  'case.status': event(CASE, 'the case has another status', {
    ...{ invoiceNumber, from: text, to: text },
    reason: orNull(text),
    nextDate: orNull(date),
  }),
  'case.task': event(CASE, 'a task for the agency was made', {
    ...{ invoiceNumber, task: text },
    ...{ actionId: optional(id), letterId: optional(id), amount: optional(amount) },
    ...{ why: optional(text), ruleId: optional(text) },
    differences: optional(list(object({ component: text, ours: amount, stated: amount }))),
  }),
  'case.approval.awaited': event(CASE, 'legal steps wait for the creditor’s approval', {
    invoiceNumber,
    nextDate: orNull(date),
  }),
  'case.legal.recorded': event(CASE, 'a legal act was recorded', {
    ...{ invoiceNumber, stage: text, was: text, date },
    nextDate: orNull(date),
  }),
  'case.plan.accepted': event(CASE, 'a payment plan was accepted', {
    ...{ invoiceNumber, planId: id, fee: amount },
    ruleId: orNull(text),
    source: orNull(text),
  }),
  'case.plan.broken': event(CASE, 'a payment plan was broken', plan),
  'case.plan.cancelled': event(CASE, 'a payment plan was cancelled', plan),
  'case.plan.completed': event(CASE, 'a payment plan was completed', plan),
  'case.credited': event(CASE, 'a credit note lowers the claim', {
    ...{ invoiceNumber, creditNoteNumber: integer, amount, beyondAmount: amount },
  }),
  'case.paid': event(CASE, 'the claim is paid', { invoiceNumber }),
  'question.asked': event(QUESTION, 'the agency asks the creditor something, see `GET /questions`', asked),
  'question.answered': event(QUESTION, 'the creditor has answered', asked),
  'question.withdrawn': event(QUESTION, 'the agency needs no answer any more', asked),
  'case.closed': event(CASE, 'the case was closed', { invoiceNumber, reason: text }),
  'case.reopened': event(CASE, 'the claim is owed again', { invoiceNumber, reason: text }),
}
