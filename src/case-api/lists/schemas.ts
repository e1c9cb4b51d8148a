/** GET /invoices and GET /cases, Saatava extensions. */
import { type Static, Type } from 'typebox'
import { INVOICE_TYPES } from '@saatava/einvoice/model/document.ts'
import { CASE_STATUSES, CLOSING_REASONS, STAGES } from '../../claims/states.ts'
import { invoiceNumber } from '../../invoices/schemas.ts'
import { INVOICE_STATUSES } from '../../invoices/states.ts'
import { InvoiceView } from '../../invoices/view-schemas.ts'
import { LIST_PARAMETERS } from '../../platform/http/list.ts'
import {
  date,
  instant,
  money,
  named,
  oneOf,
  optional,
  orNull,
  text,
  uuid,
  Warnings,
} from '../../platform/http/schema.ts'

const UUID = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
const due = {
  dueBefore: optional(date('only invoices whose due date is before this day')),
  dueAfter: optional(date('only invoices whose due date is after this day')),
}
const paymentReference = optional(text(64, 'the reference of the invoice, in any spelling'))
const debtor = optional(Type.String({ pattern: UUID, maxLength: 36, description: 'debtorId of the case' }))
const maybe = Type.Union([Type.String(), Type.Null()])

export const InvoicesQuery = Type.Object({
  status: optional(oneOf(INVOICE_STATUSES, undefined, 'InvoiceStatus')),
  finished: optional(
    Type.Boolean({ description: 'true: it is INVOICED, INTERMEDIATED or CREDITED; false: it has not left yet' }),
  ),
  type: optional(oneOf(INVOICE_TYPES, undefined, 'InvoiceType')),
  ...due,
  paymentReference,
  debtor,
  caseStage: optional(oneOf(STAGES, 'stage of its case', 'CaseStage')),
  open: optional(Type.Boolean({ description: 'true: it has an open case; false: it has none' })),
  paid: optional(Type.Boolean({ description: 'true: its case was closed as PAID; false: not so' })),
  ...LIST_PARAMETERS,
})
export type InvoicesQuery = Static<typeof InvoicesQuery>

const ListedInvoice = named(
  'ListedInvoice',
  Type.Object({
    ...Type.Pick(InvoiceView, [
      ...(['invoiceId', 'invoiceNumber', 'type', 'status', 'invoiceDate', 'dueDate', 'currency', 'amounts'] as const),
      ...(['paymentReference', 'paymentState', 'case', 'payments', 'submittedAt'] as const),
    ]).properties,
    buyerName: Type.String(),
    updatedAt: instant('the last change of the invoice, of its case or of what was paid on it'),
  }),
)
export type ListedInvoice = Static<typeof ListedInvoice>
export const Invoices = named('Invoices', Type.Object({ invoices: Type.Array(ListedInvoice), warnings: Warnings }))

const WAITING = ['APPROVAL', 'OBJECTION', 'MANUAL', 'DUPLICATE'] as const
export type Waiting = (typeof WAITING)[number]

export const CasesQuery = Type.Object({
  status: optional(oneOf(CASE_STATUSES, undefined, 'CaseStatus')),
  open: optional(Type.Boolean({ description: 'true: it is not closed; false: it is closed' })),
  stage: optional(oneOf(STAGES, undefined, 'CaseStage')),
  ...due,
  paymentReference,
  debtor,
  waitingForMe: optional(
    Type.Boolean({
      description:
        'true: only what waits for the creditor: cases whose legal steps need approval, disputed cases, and after them invoices that are MANUAL or DUPLICATE, which have no case yet',
    }),
  ),
  ...LIST_PARAMETERS,
})
export type CasesQuery = Static<typeof CasesQuery>

const ListedCase = named(
  'ListedCase',
  Type.Object({
    caseId: Type.Union([Type.Integer(), Type.Null()], { description: 'null: an invoice that waits, without a case' }),
    debtorId: Type.Union([uuid(), Type.Null()], { description: 'null: an invoice that waits, without a case' }),
    debtorName: Type.Union([Type.String(), Type.Null()], {
      description: 'null: an invoice that waits, without a case',
    }),
    invoiceId: uuid(),
    invoiceNumber: invoiceNumber(),
    paymentReference: maybe,
    status: orNull(oneOf(CASE_STATUSES, undefined, 'CaseStatus')),
    statusReason: maybe,
    stage: orNull(oneOf(STAGES, undefined, 'CaseStage')),
    waitingFor: Type.Union([oneOf(WAITING, undefined, 'WaitingFor'), Type.Null()], {
      description:
        'APPROVAL of legal steps, an OBJECTION of the debtor to be answered, an invoice that is MANUAL or DUPLICATE; null: nothing waits for the creditor',
    }),
    currency: Type.String({ format: 'currency' }),
    capitalAmount: money('capital when the case was opened; of an invoice its total'),
    openAmount: Type.Union([money(), Type.Null()], {
      description: 'balance of today, interest and costs included; 0 if closed, null without a case',
    }),
    invoiceDate: date(),
    dueDate: date('due date of the invoice; filters and order go by it'),
    caseDueDate: Type.Union([date(), Type.Null()], {
      description: 'due date of the case; the creditor may have moved it',
    }),
    nextDate: Type.Union([date(), Type.Null()], { description: 'the day of the next step' }),
    createdAt: orNull(instant()),
    closedAt: orNull(instant()),
    closingReason: orNull(oneOf(CLOSING_REASONS, undefined, 'ClosingReason')),
    updatedAt: instant('the last change of the case, or of what was paid on it'),
  }),
)
export type ListedCase = Static<typeof ListedCase>
export const Cases = named('Cases', Type.Object({ cases: Type.Array(ListedCase), warnings: Warnings }))
