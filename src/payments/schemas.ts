/** GET /payments. Published names exactly; Saatava extensions are marked. */
import { type Static, Type } from 'typebox'
import { date, instant, money, named, optional, text } from '../platform/http/schema.ts'

const LIMIT_MAX = 10_000
const NUMBER_MAX = 99_999_999_999_999

export const PaymentFilters = Type.Object({
  fromDate: optional(date('first booking date; default: 30 days before toDate, or before today')),
  toDate: optional(date('last booking date, inclusive')),
  invoiceNumber: optional(
    Type.Integer({
      minimum: 1,
      maximum: NUMBER_MAX,
      description: 'payments of this invoice; without dates: of any date',
    }),
  ),
  caseId: optional(
    Type.Integer({ minimum: 1, maximum: NUMBER_MAX, description: 'payments of this case; without dates: of any date' }),
  ),
  paymentReference: optional(
    text(64, 'payments with this reference of the invoice, in any spelling; without dates: of any date'),
  ),
  limit: optional(Type.Integer({ minimum: 1, maximum: LIMIT_MAX, description: 'default 1000' })),
  cursor: optional(text(200, 'from the Link header of the page before')),
})
export type PaymentFilters = Static<typeof PaymentFilters>

const PaymentView = named(
  'Payment',
  Type.Object({
    caseId: Type.Integer(),
    invoiceNumber: Type.String({ description: 'number of the invoice; a text, as published' }),
    invoicePaymentReference: Type.String({ description: 'reference of the invoice; "" if it has none' }),
    originalPaymentReference: Type.String({ description: 'reference that the payer gave; "" if it gave none' }),
    accountName: Type.String({ description: 'who paid' }),
    bookingDate: instant('a date as a date-time: 2026-02-25T00:00:00Z'),
    paymentDate: instant('a date as a date-time'),
    amount: money('Saatava extension: part of the payment that is allocated to this invoice'),
    currency: Type.String({ format: 'currency', description: 'Saatava extension' }),
    paymentType: Type.String({
      description: 'Saatava extension: type in the bank’s format; DIRECT if the creditor received it',
    }),
    allocation: Type.Object(
      {
        capitalAmount: money('capital of the invoice'),
        interestAmount: money('late interest'),
        costsAmount: money('the creditor’s costs and the agency’s fees'),
      },
      { description: 'Saatava extension: the paid parts; their sum is the amount' },
    ),
    settlementId: Type.Union([Type.Integer(), Type.Null()], {
      description: 'Saatava extension: null until it is settled',
    }),
  }),
)
export const Payments = named('Payments', Type.Array(PaymentView))
