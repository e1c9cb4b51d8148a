/** The endings of cases that a filter leaves. The lists read each of them by its index, and merge what they read. */
import type { InvoiceType } from '@saatava/einvoice/model/document.ts'
import { CLOSING_REASONS, type CaseStatus, type ClosingReason, type Stage } from '../../claims/states.ts'
import type { InvoiceStatus } from '../../invoices/states.ts'

/** How a case was closed, or OPEN; as the column of cases has it. */
export type Ending = 'OPEN' | ClosingReason
const ENDINGS: readonly Ending[] = ['OPEN', ...CLOSING_REASONS]

/** Invoices get their case when they are distributed. */
const CASE_STATUSES: readonly InvoiceStatus[] = ['INVOICED', 'INTERMEDIATED', 'CREDITED']
const TYPES_WITHOUT_CASE: readonly InvoiceType[] = ['CREDIT_NOTE', 'REMINDER']

interface OfCase {
  stage: Stage | undefined
  status: CaseStatus | undefined
  open?: boolean | undefined
}

/** Endings of cases with a stage and a status, open or closed. */
export function endingsOf({ stage, status, open }: OfCase): Ending[] {
  return ENDINGS.filter(
    (ending) =>
      (open === undefined || open === (ending === 'OPEN')) &&
      [stage, status].every((word) => word === undefined || (word === 'CLOSED') === (ending !== 'OPEN')),
  )
}

interface OfInvoice {
  statuses: readonly InvoiceStatus[] | undefined
  type: InvoiceType | undefined
  caseStage: Stage | undefined
  open: boolean | undefined
  paid: boolean | undefined
}

/** Endings of the cases of invoices that a filter leaves. */
export function endingsOfInvoices({ statuses, type, caseStage, open, paid }: OfInvoice): Ending[] {
  if (statuses?.some((status) => CASE_STATUSES.includes(status)) === false) return []
  if (type !== undefined && TYPES_WITHOUT_CASE.includes(type)) return []
  return endingsOf({ stage: caseStage, status: undefined }).filter(
    (ending) =>
      (open === undefined || open === (ending === 'OPEN')) && (paid === undefined || paid === (ending === 'PAID')),
  )
}
