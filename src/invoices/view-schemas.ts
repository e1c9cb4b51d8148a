/** Views of invoices. Ours: the published API shows them in the distribution and the case alone. */
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
  line: optional(Type.Integer({ minimum: 1, description: 'of the request; absent in a problem of the whole batch' })),
  status: Type.Integer({ description: '200: stored; else as of a problem' }),
  invoiceId: optional(Type.String()),
  invoiceNumber: optional(Type.Number()),
  invoiceStatus: optional(Type.String()),
  warnings: Warnings,
  type: optional(Type.String({ description: 'of a problem' })),
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
  openAmount: Type.Number({ description: 'what is owed today, interest and costs included; 0 when closed' }),
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
  reasons: Type.Array(Reason, { description: 'why it is in ERROR, MANUAL or DUPLICATE' }),
  warnings: Type.Array(Reason, { description: 'what the evaluation warned of; it held nothing up' }),
  invoiceDate: Type.String(),
  dueDate: Type.String(),
  currency: Type.String(),
  amounts: Type.Object({
    netAmount: Type.Number(),
    vatAmount: Type.Number(),
    totalAmount: Type.Number(),
    paidAmount: Type.Number({
      description: 'paid before the invoice was handed over, as the request says; later payments are in payments',
    }),
    creditedAmount: Type.Number({ description: 'by credit notes' }),
  }),
  paymentReference: text,
  paymentState: oneOf(
    ['UNPAID', 'PARTLY_PAID', 'PAID', 'OVERPAID', 'CREDITED', 'WITHDRAWN', 'WRITTEN_OFF', 'EXPIRED', 'NOT_CONTROLLED'],
    'OVERPAID: more came than was owed and waits to be returned; CREDITED, WITHDRAWN, WRITTEN_OFF, EXPIRED: why nothing is owed although it was not paid in full; NOT_CONTROLLED: payments of this invoice are not followed',
  ),
  case: Type.Union([InvoiceCase, Type.Null()], { description: 'null: no case has been opened' }),
  payments: Type.Object(
    {
      beforeHandOverAmount: Type.Number({ description: 'the same as amounts.paidAmount' }),
      receivedAmount: Type.Number({
        description: 'allocated from payments to the agency, interest and costs included',
      }),
      directAmount: Type.Number({ description: 'paid to the creditor itself, by DIRECTPAYMENT' }),
      takenBackAmount: Type.Number({ description: 'allocated once and taken back since; it does not count as paid' }),
      overpaidAmount: Type.Number({ description: 'came on top of what was owed and has not been returned' }),
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
