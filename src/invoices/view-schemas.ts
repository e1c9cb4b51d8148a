/** Views of invoices, a Saatava extension: the published API shows them in the distribution and the case alone. */
import { type Static, Type } from 'typebox'
import { Warnings, oneOf, optional } from '../platform/http/schema.ts'
import { INVOICE_TYPES } from '@saatava/einvoice/model/document.ts'
import { NUMBER_MAX } from './schemas.ts'

export const InvoiceParams = Type.Object({ number: Type.Integer({ minimum: 1, maximum: NUMBER_MAX }) })

const type = optional(oneOf(INVOICE_TYPES, 'where several types share the number; default: the original'))
export const InvoiceQuery = Type.Object({ type })
export const FileQuery = Type.Object({
  type,
  format: optional(oneOf(['PDF', 'FINVOICE', 'UBL'], 'default PDF')),
})
export type FileQuery = Static<typeof FileQuery>

/** A line of the answer to POST /invoices/batch: what was stored, or the problem of its line. */
export const BatchOutcome = Type.Object({
  line: optional(
    Type.Integer({ minimum: 1, description: 'number in the request; absent in a problem of the whole batch' }),
  ),
  status: Type.Integer({ description: '200: stored; otherwise the status of the problem' }),
  invoiceId: optional(Type.String()),
  invoiceNumber: optional(Type.Number()),
  invoiceStatus: optional(Type.String()),
  warnings: Warnings,
  type: optional(Type.String({ description: 'problem of this line' })),
  title: optional(Type.String()),
  detail: optional(Type.String()),
  errors: optional(Type.Array(Type.Object({ pointer: Type.String(), code: Type.String(), message: Type.String() }))),
})

const text = Type.Union([Type.String(), Type.Null()])
const Reason = Type.Object({ code: Type.String(), message: Type.String(), pointer: Type.Optional(Type.String()) })

const InvoiceCase = Type.Object({
  caseId: Type.Number(),
  status: Type.String({ description: 'OPEN, PAUSED, DISPUTED, PAYMENT_PLAN, SUSPENDED or CLOSED' }),
  stage: Type.String(),
  openAmount: Type.Number({ description: 'balance of today, interest and costs included; 0 if closed' }),
  closedAt: text,
  closingReason: Type.Union([Type.String(), Type.Null()], {
    description: 'PAID, CREDITED, WITHDRAWN, WRITTEN_OFF or EXPIRED',
  }),
})

export const InvoiceView = Type.Object({
  invoiceId: Type.String(),
  invoiceNumber: Type.Number(),
  type: Type.String(),
  status: Type.String(),
  reasons: Type.Array(Reason, { description: 'reason of ERROR, MANUAL or DUPLICATE' }),
  warnings: Type.Array(Reason, { description: 'warnings of the evaluation; they do not stop the invoice' }),
  invoiceDate: Type.String(),
  dueDate: Type.String(),
  currency: Type.String(),
  amounts: Type.Object({
    netAmount: Type.Number(),
    vatAmount: Type.Number(),
    totalAmount: Type.Number(),
    paidAmount: Type.Number({
      description: 'amount paid before the hand-over, as in the request; payments holds later payments',
    }),
    creditedAmount: Type.Number({ description: 'amount credited by credit notes' }),
  }),
  paymentReference: text,
  paymentState: oneOf(
    ['UNPAID', 'PARTLY_PAID', 'PAID', 'OVERPAID', 'CREDITED', 'WITHDRAWN', 'WRITTEN_OFF', 'EXPIRED', 'NOT_CONTROLLED'],
    'OVERPAID: the debtor paid too much, and the rest has not been returned. CREDITED, WITHDRAWN, WRITTEN_OFF, EXPIRED: the balance is 0 without full payment. NOT_CONTROLLED: Saatava does not follow payments of this invoice',
  ),
  case: Type.Union([InvoiceCase, Type.Null()], { description: 'null: there is no case' }),
  payments: Type.Object(
    {
      beforeHandOverAmount: Type.Number({ description: 'equals amounts.paidAmount' }),
      receivedAmount: Type.Number({
        description: 'allocated amount of payments to the agency, interest and costs included',
      }),
      directAmount: Type.Number({ description: 'amount paid to the creditor directly, by DIRECTPAYMENT' }),
      takenBackAmount: Type.Number({
        description: 'amount that was allocated and later taken back; it does not count as paid',
      }),
      overpaidAmount: Type.Number({ description: 'overpaid amount that has not been returned' }),
      waivedAmount: Type.Number({ description: 'capital and interest that were waived, written off or withdrawn' }),
      lastPaymentDate: Type.Union([Type.String(), Type.Null()]),
    },
    { description: 'payments since the hand-over, in the currency of the invoice' },
  ),
  submittedAt: Type.String(),
  evaluatedAt: text,
  deliveries: Type.Array(
    Type.Object({
      deliveryId: Type.String(),
      channel: Type.String(),
      state: Type.String({ description: 'WAITING, PENDING, SENDING, UNKNOWN, SENT, DELIVERED, FAILED or DROPPED' }),
      attempts: Type.Number(),
      sentAt: text,
      deliveredAt: text,
      nextAttemptAt: text,
      failureCode: text,
      failureReason: text,
    }),
  ),
})
