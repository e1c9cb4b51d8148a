/** Views of invoices, a Saatava extension: the published API shows them in the distribution and the case alone. */
import { type Static, Type } from 'typebox'
import { CASE_STATUSES, CLOSING_REASONS, STAGES } from '../claims/states.ts'
import { DELIVERY_STATES } from '../deliveries/states.ts'
import { Warnings, date, instant, money, named, oneOf, optional, orNull, uuid } from '../platform/http/schema.ts'
import { CHANNELS } from '@saatava/einvoice/model/channels.ts'
import { INVOICE_TYPES } from '@saatava/einvoice/model/document.ts'
import { PAYMENT_STATES } from './payment-states.ts'
import { NUMBER_MAX, invoiceNumber } from './schemas.ts'
import { INVOICE_STATUSES } from './states.ts'

export const InvoiceParams = Type.Object({
  number: Type.Integer({ minimum: 1, maximum: NUMBER_MAX, description: 'number of the invoice' }),
})

const type = optional(
  oneOf(INVOICE_TYPES, 'where several types share the number; default: the original', 'InvoiceType'),
)
export const InvoiceQuery = Type.Object({ type })
export const FileQuery = Type.Object({
  type,
  format: optional(oneOf(['PDF', 'FINVOICE', 'UBL'], 'default PDF')),
})
export type FileQuery = Static<typeof FileQuery>

/** A line of the answer to POST /invoices/batch: what was stored, or the problem of its line. */
export const BatchOutcome = named(
  'BatchOutcome',
  Type.Object({
    line: optional(
      Type.Integer({ minimum: 1, description: 'number in the request; absent in a problem of the whole batch' }),
    ),
    status: Type.Integer({ description: '200: stored; otherwise the status of the problem' }),
    invoiceId: optional(uuid()),
    invoiceNumber: optional(invoiceNumber()),
    invoiceStatus: optional(oneOf(INVOICE_STATUSES, undefined, 'InvoiceStatus')),
    warnings: Warnings,
    type: optional(Type.String({ description: 'problem of this line' })),
    title: optional(Type.String()),
    detail: optional(Type.String()),
    errors: optional(
      Type.Array(
        named('BatchFault', Type.Object({ pointer: Type.String(), code: Type.String(), message: Type.String() })),
      ),
    ),
  }),
)

const text = Type.Union([Type.String(), Type.Null()])
const moment = orNull(instant())
export const Reason = named(
  'Reason',
  Type.Object({
    code: Type.String({ description: 'one of the codes on /docs/errors' }),
    message: Type.String(),
    pointer: Type.Optional(Type.String({ description: 'JSON pointer into the request that was evaluated' })),
  }),
)

const InvoiceCase = named(
  'InvoiceCase',
  Type.Object({
    caseId: Type.Integer(),
    status: oneOf(CASE_STATUSES, undefined, 'CaseStatus'),
    stage: oneOf(STAGES, undefined, 'CaseStage'),
    openAmount: money('balance of today, interest and costs included; 0 if closed'),
    closedAt: moment,
    closingReason: orNull(oneOf(CLOSING_REASONS, undefined, 'ClosingReason')),
  }),
)

/** The state of a delivery, as answers write it. */
export function deliveryState(description?: string) {
  const states = DELIVERY_STATES.map((state) => state.toUpperCase() as Uppercase<typeof state>)
  return oneOf(states, description, 'DeliveryState')
}

export const InvoiceView = named(
  'Invoice',
  Type.Object({
    invoiceId: uuid(),
    invoiceNumber: invoiceNumber(),
    type: oneOf(INVOICE_TYPES, undefined, 'InvoiceType'),
    status: oneOf(INVOICE_STATUSES, undefined, 'InvoiceStatus'),
    reasons: Type.Array(Reason, { description: 'reason of ERROR, MANUAL or DUPLICATE' }),
    warnings: Type.Array(Reason, { description: 'warnings of the evaluation; they do not stop the invoice' }),
    invoiceDate: date(),
    dueDate: date(),
    currency: Type.String({ format: 'currency' }),
    amounts: named(
      'InvoiceSums',
      Type.Object({
        netAmount: money(),
        vatAmount: money(),
        totalAmount: money(),
        paidAmount: money('amount paid before the hand-over, as in the request; payments holds later payments'),
        creditedAmount: money('amount credited by credit notes'),
      }),
    ),
    paymentReference: text,
    paymentState: oneOf(
      PAYMENT_STATES,
      'OVERPAID: the debtor paid too much, and the rest has not been returned. CREDITED, WITHDRAWN, WRITTEN_OFF, EXPIRED: the balance is 0 without full payment. NOT_CONTROLLED: Saatava does not follow payments of this invoice',
      'PaymentState',
    ),
    case: Type.Union([InvoiceCase, Type.Null()], { description: 'null: there is no case' }),
    payments: named(
      'InvoicePayments',
      Type.Object(
        {
          beforeHandOverAmount: money('equals amounts.paidAmount'),
          receivedAmount: money('allocated amount of payments to the agency, interest and costs included'),
          directAmount: money('amount paid to the creditor directly, by DIRECTPAYMENT'),
          takenBackAmount: money('amount that was allocated and later taken back; it does not count as paid'),
          overpaidAmount: money('overpaid amount that has not been returned'),
          waivedAmount: money('capital and interest that were waived, written off or withdrawn'),
          lastPaymentDate: orNull(date()),
        },
        { description: 'payments since the hand-over, in the currency of the invoice' },
      ),
    ),
    submittedAt: instant(),
    evaluatedAt: moment,
    deliveries: Type.Array(
      named(
        'InvoiceDelivery',
        Type.Object({
          deliveryId: uuid(),
          channel: oneOf(CHANNELS, undefined, 'Channel'),
          state: deliveryState(),
          attempts: Type.Integer({ minimum: 0 }),
          sentAt: moment,
          deliveredAt: moment,
          nextAttemptAt: moment,
          failureCode: text,
          failureReason: text,
        }),
      ),
    ),
  }),
)
