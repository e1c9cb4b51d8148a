/** Tables of states and of the transitions between them, from the tables that the service itself goes by. */
import type { Status as VoucherState } from '../accounting/states.ts'
import { PUBLIC_STATUS, REQUESTED, TRANSITIONS as VOUCHER_TRANSITIONS } from '../accounting/states.ts'
import type { ApprovalState } from '../approvals/approval.ts'
import { type CaseStatus, STAGES, STATUS_TRANSITIONS, type Stage } from '../claims/states.ts'
import { TRANSITIONS as DELIVERY_TRANSITIONS, type DeliveryState } from '../deliveries/states.ts'
import { PLAN_TRANSITIONS, type PlanState } from '../dunning/plans/states.ts'
import { type InvoiceStatus, TRANSITIONS as INVOICE_TRANSITIONS } from '../invoices/states.ts'
import type { ReturnState } from '../payments/returns/return-order.ts'
import { RETURN_TRANSITIONS } from '../payments/returns/states.ts'
import { ENTRY_TRANSITIONS, type EntryState } from '../payments/states.ts'
import { type PayoutState, TRANSITIONS as PAYOUT_TRANSITIONS } from '../payouts/states.ts'
import {
  WEBHOOK_DELIVERY_TRANSITIONS,
  WEBHOOK_TRANSITIONS,
  type WebhookDeliveryState,
  type WebhookState,
} from '../webhooks/states.ts'
import { table } from './tables.ts'

export const INVOICE_MEANINGS: Record<InvoiceStatus, string> = {
  PAUSED: 'stored, and about to be evaluated',
  DRAFT: 'sent with `processing.draft`; waits to be sent again without it',
  ACCEPTED: 'the evaluation accepted it; its document no longer changes, and it is being sent',
  INVOICED: 'distributed',
  INTERMEDIATED: 'distributed, for a client whose service ends there',
  CREDITED: 'distributed, and credit notes have taken all of it',
  MANUAL: 'waits for the action `APPROVE`',
  DUPLICATE: 'equals an earlier invoice in everything but its number; waits for `APPROVE`',
  ERROR: 'something is missing or wrong, or no channel could deliver it; `reasons` give the cause',
}

const DELIVERY_MEANINGS: Record<DeliveryState, string> = {
  waiting: 'a fallback that has not been needed yet',
  pending: 'due, or waiting for its next attempt (`nextAttemptAt`)',
  sending: 'recorded, and about to be sent',
  sent: 'with the mail server, the operator or the print house',
  delivered: 'reported as delivered; a letter was handed to the post',
  failed: 'refused, bounced, brought back, or tried too often: `failureCode` and `failureReason` give the cause',
  unknown:
    'it may have left: the line broke before a mail server had answered, or a file was tried too often without an answer. It is never sent again automatically',
  dropped:
    'not needed any more; begun after all if what had arrived comes back. A letter is also dropped when its case [does not want it](/docs/cases#letters-that-have-not-left) any more',
}

const STAGE_MEANINGS: Record<Stage, string> = {
  INVOICED: 'sent, and not due yet',
  OVERDUE: 'the due date has passed',
  REMINDER: 'a reminder was sent',
  DEMAND: 'a demand of collection was sent',
  LEGAL: 'the policy’s letters are used up: legal steps wait for the creditor’s `APPROVE`, or have begun',
  ENFORCEMENT: 'an enforcement authority collects',
  SURVEILLANCE: 'the debtor cannot pay now; the claim is kept alive',
  CLOSED: 'nothing is collected any more; `closingReason` names the cause',
}

const CASE_MEANINGS: Record<CaseStatus, string> = {
  OPEN: 'steps are taken on their days',
  PAUSED: 'no step until `RESUME`, or until the day of the pause',
  DISPUTED: 'the debtor objects; no step until the objection is resolved. Where a part is disputed, the rest goes on',
  PAYMENT_PLAN: 'a plan is offered or under way; no step as long as it is kept',
  SUSPENDED: 'something stops the next step, such as a missing address or a rule of law; `statusReason` names it',
  CLOSED: 'ended. A case that was closed as paid or credited opens again when the bank takes a payment back',
}

const PLAN_MEANINGS: Record<PlanState, string> = {
  OFFERED: 'offered; the first payment accepts it, and nothing is charged before',
  ACTIVE: 'accepted, and kept so far',
  COMPLETED: 'every instalment was paid',
  BROKEN: 'an instalment was missed: collection goes on',
  CANCELLED: 'the offer was not accepted in time, or something else ended the plan',
}

const ENTRY_MEANINGS: Record<EntryState, string> = {
  new: 'read from the bank’s file, and not matched yet',
  matched: 'it became the payment of a client',
  unallocated: 'nobody knows yet whose money it is; `reason` says why, and a person decides',
  ignored: 'no incoming payment of a debtor, such as a transfer of the agency, or reported before',
}

const RETURN_MEANINGS: Record<ReturnState, string> = {
  ordered: 'a person ordered that the money goes back to its payer',
  written: 'the file for the bank is written',
  sent: 'the bank has the file',
  paid: 'the statement shows the debit',
  cancelled: 'a person cancelled the order before its file was written',
  refused: 'the bank refused it, or the money came back',
}

const PAYOUT_MEANINGS: Record<PayoutState, string> = {
  CREATED: 'the settlement is made; the payout waits for its file',
  SENT: 'the file lies in the bank’s outbox',
  ACCEPTED: 'the bank reports that it will pay',
  PAID: 'the statement shows the debit',
  REJECTED: 'the bank refused, and no money moved; a person has it paid again',
  RETURNED: 'the payee’s bank sent the money back; a person has it paid again',
}

const VOUCHER_MEANINGS: Record<VoucherState, string> = {
  pending: 'waits for its turn in the queue of its company',
  sending: 'recorded, and about to be sent',
  delivered: 'the accounting system has it, and confirms later',
  unknown: 'it may be there: it is searched for before it is sent again',
  synced: 'booked in the accounting system',
  failed: 'refused; correct the cause and retry, replace or drop it',
  dropped: 'given up on request; it stays listed',
}

const APPROVAL_MEANINGS: Record<ApprovalState, string> = {
  WAITING: 'asked for; a second person has not decided yet',
  APPROVED: 'a second person agreed, and the act was done',
  REFUSED: 'a second person said no; nothing was done',
  OUTDATED: 'its effect had changed before the decision; nothing was done, and it may be asked for again',
  EXPIRED: 'nobody decided in time; nothing was done',
}
const APPROVAL_TRANSITIONS: Record<ApprovalState, readonly ApprovalState[]> = {
  WAITING: ['APPROVED', 'REFUSED', 'OUTDATED', 'EXPIRED'],
  APPROVED: [],
  REFUSED: [],
  OUTDATED: [],
  EXPIRED: [],
}

const WEBHOOK_MEANINGS: Record<WebhookState, string> = {
  ACTIVE: 'events are sent to it',
  PAUSED: 'you paused it; events wait for it',
  DISABLED: 'it failed too long, or asked to be left alone; events wait for it until you enable it',
  DELETED: 'you deleted it; nothing is sent any more',
}

const WEBHOOK_DELIVERY_MEANINGS: Record<WebhookDeliveryState, string> = {
  PENDING: 'waits for its next attempt',
  SENDING: 'is being sent',
  DELIVERED: 'your server answered with 2xx',
  FAILED: 'no attempt is left; you may send it again',
  SKIPPED: 'you chose to go on after it; you may send it again',
}

/** A case never goes back to an earlier stage. */
const STAGE_TRANSITIONS = Object.fromEntries(STAGES.map((stage, i) => [stage, STAGES.slice(i + 1)]))

interface StateTable {
  meanings: Record<string, string>
  transitions: Record<string, readonly string[]>
  /** The API writes these states in capitals. */
  inCapitals?: true
}

const TABLES: Record<string, StateTable> = {
  invoice: { meanings: INVOICE_MEANINGS, transitions: INVOICE_TRANSITIONS },
  delivery: { meanings: DELIVERY_MEANINGS, transitions: DELIVERY_TRANSITIONS, inCapitals: true },
  stage: { meanings: STAGE_MEANINGS, transitions: STAGE_TRANSITIONS },
  case: { meanings: CASE_MEANINGS, transitions: STATUS_TRANSITIONS },
  plan: { meanings: PLAN_MEANINGS, transitions: PLAN_TRANSITIONS },
  entry: { meanings: ENTRY_MEANINGS, transitions: ENTRY_TRANSITIONS, inCapitals: true },
  return: { meanings: RETURN_MEANINGS, transitions: RETURN_TRANSITIONS },
  payout: { meanings: PAYOUT_MEANINGS, transitions: PAYOUT_TRANSITIONS },
  webhook: { meanings: WEBHOOK_MEANINGS, transitions: WEBHOOK_TRANSITIONS },
  webhookDelivery: { meanings: WEBHOOK_DELIVERY_MEANINGS, transitions: WEBHOOK_DELIVERY_TRANSITIONS },
  approval: { meanings: APPROVAL_MEANINGS, transitions: APPROVAL_TRANSITIONS },
}

/** @throws Error where nothing of this name has states */
export function stateTable(name: string | undefined): string {
  if (name === 'voucher') return voucherTable()
  const found = TABLES[name ?? '']
  if (found === undefined) throw new Error(`no states of ${name}`)
  const { meanings, transitions, inCapitals } = found
  const word = (state: string) => `\`${inCapitals === true ? state.toUpperCase() : state}\``
  return table(
    ['State', 'Meaning', 'Can become'],
    Object.entries(transitions).map(([state, next]) => [
      word(state),
      meanings[state] ?? '',
      // A state that takes new reasons or dates does not change.
      next
        .filter((other) => other !== state)
        .map(word)
        .join(' ') || 'nothing: it is final',
    ]),
  )
}

/** A voucher has a published number, and some transitions are made on request alone. */
function voucherTable(): string {
  const words = (states: readonly string[]) => states.map((state) => `\`${state}\``).join(' ') || '–'
  const states = Object.keys(VOUCHER_MEANINGS) as VoucherState[]
  return table(
    ['State', 'In the API', 'Meaning', 'Becomes automatically', 'On request'],
    states.map((state) => [
      `\`${state}\``,
      `${PUBLIC_STATUS[state].status} ${PUBLIC_STATUS[state].description}`,
      VOUCHER_MEANINGS[state],
      words(VOUCHER_TRANSITIONS[state].filter((other) => other !== state)),
      words(REQUESTED[state]),
    ]),
  )
}
