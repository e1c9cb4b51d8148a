/** The history of a case: the kinds of its events, each with its data. Amounts are major units, dates civil. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { AllocationId, DeliveryId, LetterId, PaymentId, PlanId, SettlementId } from '@saatava/core/ids.ts'
import type { EventData } from '../events/catalogue.ts'

interface Letter {
  letter: string
  letterId: LetterId
  deliveryId: DeliveryId
  channel: string
  reason: string | null
}

interface Paid {
  paymentId: PaymentId
  paymentDate: CivilDate
  allocationId: AllocationId
  amount: number
  currency: string
  capitalAmount: number
  interestAmount: number
  costsAmount: number
}

interface PlanEnded {
  planId: PlanId
  state: string
  why?: string
}

interface Acted {
  actionId: string
  code: string
  comment: string | null
}

interface Money {
  amount: number
  currency: string
}

export interface CaseHistory {
  /** nextDate is null where the case is on hold. */
  OPENED: { invoiceNumber: number; policy: string; nextDate: CivilDate | null }
  TAKEN_OVER: { agency: string; caseNumber: string; takenOverOn: CivilDate; reference: string | null }
  EARLIER_LETTER: { letter: string; date: CivilDate; fee: number; by: 'CREDITOR' | 'AGENCY' }
  EARLIER_PAYMENT: {
    date: CivilDate
    amount: number
    capitalAmount: number
    interestAmount: number
    costsAmount: number
  }
  HANDED_BACK: { capitalAmount: number; interestAmount: number; costsAmount: number }
  RELEASED: { hold: string; nextDate: CivilDate | null }
  STATUS: { from: string; to: string; reason: string | null; nextDate: CivilDate | null }
  CLOSED: { reason: string; stage: string; status: string }
  REOPENED: { reason: string; stage: string }
  STEP_TAKEN: Omit<EventData<'case.step.taken'>, 'invoiceNumber'>
  TASK: Omit<EventData<'case.task'>, 'invoiceNumber'> & { comment?: string | null }
  ACTION_PERFORMED: Acted & { effect: Record<string, unknown> }
  ACTION_REFUSED: Acted & { refusal: { code: string; message: string; ruleId: string; source: string } }
  APPROVAL_AWAITED: { nextDate: CivilDate | null }
  LEGAL_ACT: {
    stage: string
    was: string
    date: CivilDate
    reference: string
    comment: string | null
    nextDate: CivilDate | null
  }
  LAW_GAVE_NO_ANSWER: { why: string; ruleId: string | null }
  LAW_FORBIDS_STEP: { why: string; ruleId: string | null }
  DEBTOR_MARKED: { mark: string; ruleId: string; source: string }
  LETTER_CREATED: { letter: string; letterId: LetterId }
  LETTER_NOT_SENT: { kind: string; reason: string }
  LETTER_SENT: Letter
  LETTER_DELIVERED: Letter
  LETTER_UNDELIVERED: Letter
  LETTER_CANCELLED: Letter
  FEE_WAIVED: { letterId: LetterId; amount: number; why: string }
  FEES_TO_CLIENT: { amount: number; why: string }
  FEES_TO_AGENCY: { amount: number; why: string }
  FEES_DEDUCTED: Money & { settlementId: SettlementId; settlementDate: CivilDate }
  PLAN_ACCEPTED: { planId: PlanId; fee: number; ruleId: string | null; source: string | null }
  PLAN_BROKEN: PlanEnded
  PLAN_CANCELLED: PlanEnded
  PLAN_COMPLETED: PlanEnded
  PLAN_INTEREST: { planId: PlanId; number: number; dueDate: CivilDate; amount: number }
  WAIVED: {
    by?: string
    actionId?: string
    planId?: PlanId
    amount?: number
    capital?: number
    interest?: number
  }
  CREDITED: { creditNoteNumber: number; amount: number; beyondAmount: number }
  EXPIRED: { expiresOn: CivilDate; rule: string; source: string; validFrom?: CivilDate; status?: string }
  PAYMENT: Paid
  DIRECT_PAYMENT: Paid
  PAYMENT_REVERSED: Money & { paymentId: PaymentId; allocationId: AllocationId; onDate: CivilDate }
  PAYMENT_UNALLOCATED: Money & { paymentId: PaymentId; allocationId: AllocationId }
  SETTLED: Money & { settlementId: SettlementId; settlementDate: CivilDate }
}

export type CaseEventKind = keyof CaseHistory

const KINDS: Record<CaseEventKind, true> = {
  OPENED: true,
  TAKEN_OVER: true,
  EARLIER_LETTER: true,
  EARLIER_PAYMENT: true,
  HANDED_BACK: true,
  RELEASED: true,
  STATUS: true,
  CLOSED: true,
  REOPENED: true,
  STEP_TAKEN: true,
  TASK: true,
  ACTION_PERFORMED: true,
  ACTION_REFUSED: true,
  APPROVAL_AWAITED: true,
  LEGAL_ACT: true,
  LAW_GAVE_NO_ANSWER: true,
  LAW_FORBIDS_STEP: true,
  DEBTOR_MARKED: true,
  LETTER_CREATED: true,
  LETTER_NOT_SENT: true,
  LETTER_SENT: true,
  LETTER_DELIVERED: true,
  LETTER_UNDELIVERED: true,
  LETTER_CANCELLED: true,
  FEE_WAIVED: true,
  FEES_TO_CLIENT: true,
  FEES_TO_AGENCY: true,
  FEES_DEDUCTED: true,
  PLAN_ACCEPTED: true,
  PLAN_BROKEN: true,
  PLAN_CANCELLED: true,
  PLAN_COMPLETED: true,
  PLAN_INTEREST: true,
  WAIVED: true,
  CREDITED: true,
  EXPIRED: true,
  PAYMENT: true,
  DIRECT_PAYMENT: true,
  PAYMENT_REVERSED: true,
  PAYMENT_UNALLOCATED: true,
  SETTLED: true,
}
export const CASE_EVENT_KINDS = Object.keys(KINDS) as CaseEventKind[]

/** An event of one of these kinds, with the data of its kind. */
export type CaseEventOf<T, Kind extends CaseEventKind = CaseEventKind> = {
  [K in Kind]: T & { kind: K; data: CaseHistory[K] }
}[Kind]
