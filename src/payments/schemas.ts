/** GET /payments. Published names exactly; ours are marked. */
import { type Static, Type } from 'typebox'
import { date, optional, text } from '../platform/http/schema.ts'

const LIMIT_MAX = 10_000
const NUMBER_MAX = 99_999_999_999_999

export const PaymentFilters = Type.Object({
  fromDate: optional(date('first booking date; default: 30 days before toDate, or before today')),
  toDate: optional(date('last booking date, itself included')),
  invoiceNumber: optional(
    Type.Integer({ minimum: 1, maximum: NUMBER_MAX, description: 'of the invoice; without dates: of any date' }),
  ),
  caseId: optional(
    Type.Integer({ minimum: 1, maximum: NUMBER_MAX, description: 'of the case; without dates: of any date' }),
  ),
  paymentReference: optional(text(64, 'of the invoice, in any spelling; without dates: of any date')),
  limit: optional(Type.Integer({ minimum: 1, maximum: LIMIT_MAX, description: 'default 1000' })),
  cursor: optional(text(200, 'from the Link header of the page before')),
})
export type PaymentFilters = Static<typeof PaymentFilters>

const amount = (description: string) => Type.Number({ description })

const PaymentView = Type.Object({
  caseId: Type.Integer(),
  invoiceNumber: Type.String(),
  invoicePaymentReference: Type.String({ description: 'of the invoice; "" where it has none' }),
  originalPaymentReference: Type.String({ description: 'as the payer gave it; "" where it gave none' }),
  accountName: Type.String({ description: 'who paid' }),
  bookingDate: Type.String({ description: 'a date as a date-time: 2026-02-25T00:00:00Z' }),
  paymentDate: Type.String({ description: 'a date as a date-time' }),
  amount: amount('Saatava extension: what of the payment is allocated to this invoice'),
  currency: Type.String({ description: 'Saatava extension' }),
  paymentType: Type.String({
    description: 'Saatava extension: in the words of the bank’s format; DIRECT where the creditor got it itself',
  }),
  allocation: Type.Object(
    {
      capitalAmount: amount('of the invoice'),
      interestAmount: amount('late interest'),
      costsAmount: amount('the creditor’s costs and the agency’s fees'),
    },
    { description: 'Saatava extension: what it paid; together the amount' },
  ),
  settlementId: Type.Union([Type.Integer(), Type.Null()], {
    description: 'Saatava extension: null until it is settled',
  }),
})
export const Payments = Type.Array(PaymentView)
