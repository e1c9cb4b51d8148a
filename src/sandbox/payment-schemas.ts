/** POST /sandbox/payment. Ours. */
import { type Static, Type } from 'typebox'
import { date, money, optional, text } from '../platform/http/schema.ts'

const NUMBER_MAX = 99_999_999_999_999

export const SandboxPayment = Type.Object({
  invoiceNumber: Type.Integer({ minimum: 1, maximum: NUMBER_MAX, description: 'of an invoice under payment control' }),
  amount: optional(money('default: what is owed on the day of payment')),
  reference: optional(text(35, 'what the payer writes as its reference; default: the invoice’s')),
  payer: optional(text(70, 'default: the debtor')),
  date: optional(date('day of payment, not after today by the sandbox’s clock; default: today')),
  reverse: optional(
    Type.Boolean({
      description: 'true: the bank takes the invoice’s latest payment back, or the latest of this amount',
    }),
  ),
})
export type SandboxPayment = Static<typeof SandboxPayment>

const maybe = Type.Union([Type.String(), Type.Null()])

export const SandboxPaid = Type.Object({
  invoiceNumber: Type.Number(),
  caseId: Type.Number(),
  amount: Type.Number({ description: 'below zero: taken back' }),
  currency: Type.String(),
  reference: maybe,
  payer: Type.String(),
  date: Type.String(),
  account: Type.String({ description: 'the agency’s, to which it was paid' }),
  bankReference: Type.String({ description: 'by which the bank knows the entry' }),
  state: Type.String({
    description:
      'NEW, MATCHED, UNALLOCATED or IGNORED: what the matching made of the entry. AT_BANK: the simulated bank tells of it only in its statement, when the day is over',
  }),
  reason: maybe,
})

export const SANDBOX_PAID_EXAMPLE = {
  invoiceNumber: 1001,
  caseId: 5000001,
  amount: 1066.75,
  currency: 'EUR',
  reference: '2000110018',
  payer: 'Matti Meikäläinen',
  date: '2026-03-16',
  account: 'FI2112345600000785',
  bankReference: 'SBX019C9A1000007000800000000000A1',
  state: 'MATCHED',
  reason: null,
}
