/** A case as the verbs work with it. Amounts in minor units, dates civil. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId, DebtorId, InvoiceId } from '@saatava/core/ids.ts'
import type { Debtor } from './debtor.ts'
import type { ObjectionKind } from './objection.ts'
import type { CaseStatus, ClosingReason, Hold, Stage } from './states.ts'

export interface Case {
  clientId: ClientId
  caseId: CaseId
  invoiceId: InvoiceId
  invoiceNumber: number
  debtorId: DebtorId
  paymentReference: string | null
  stage: Stage
  status: CaseStatus
  statusReason: string | null
  country: string
  debtorType: 'CONSUMER' | 'BUSINESS'
  currency: string
  debtor: Debtor
  /** Capital of the claim when the case was opened; the journal has what is left. */
  capital: bigint
  invoiceDate: CivilDate
  /** The day on which the claim arose, the earliest known. */
  aroseOn: CivilDate
  dueDate: CivilDate
  caseDueDate: CivilDate
  dueDateChanges: number
  /** Percent a year where one is agreed; null: by law. */
  interestPercentage: number | null
  policyId: string
  policyVersion: number
  /** Index in the policy, from 0, of the step that comes next. */
  stepIndex: number
  nextDate: CivilDate | null
  /** The day on which the creditor approved of legal steps. */
  legalApprovedOn: CivilDate | null
  /** The day of what a court or an enforcement authority did last. */
  legalActOn: CivilDate | null
  pausedUntil: string | null
  disputed: bigint | null
  /** The objection of the debtor. */
  objection: ObjectionKind | null
  /** Collected without a judgment. */
  directlyEnforceable: boolean
  /** False: it cannot deduct VAT. */
  creditorDeductsVat: boolean
  /** The creditor's own, when the case was opened. */
  creditorCosts: bigint
  /** All fees that a former agency charged before the case was taken over; the unpaid part stands among the costs. */
  formerFees: bigint
  /** The last day on which the debtor had acknowledged the claim before it was taken over. */
  acknowledgedOn: CivilDate | null
  /** No step is taken until a person releases it. */
  hold: Hold | null
  /** The day from which interest is computed: the day after the due date, or after the interest that a former agency claimed. */
  interestFrom: CivilDate
  /** The last day that bears interest; null: interest runs on. */
  interestUntil: CivilDate | null
  openedAt: Date
  closedAt: Date | null
  closingReason: ClosingReason | null
}
