/** POST /sandbox/payment, a Saatava extension. */
import { type Static, Type } from 'typebox'
import { invoiceNumber } from '../invoices/schemas.ts'
import { date, money, named, oneOf, optional, text } from '../platform/http/schema.ts'

const NUMBER_MAX = 99_999_999_999_999

export const SandboxPayment = named(
  'SandboxPayment',
  Type.Object({
    invoiceNumber: Type.Integer({ minimum: 1, maximum: NUMBER_MAX, description: 'an invoice under payment control' }),
    amount: optional(money('default: the balance on the day of payment')),
    reference: optional(text(35, 'reference of the payment; default: the invoice’s')),
    payer: optional(text(70, 'default: the debtor')),
    date: optional(date('day of payment, not after today by the sandbox’s clock; default: today')),
    reverse: optional(
      Type.Boolean({
        description: 'true: the bank takes back the latest payment of the invoice, or the latest one of this amount',
      }),
    ),
  }),
)
export type SandboxPayment = Static<typeof SandboxPayment>

const maybe = Type.Union([Type.String(), Type.Null()])

export const SandboxPaid = named(
  'SandboxPaid',
  Type.Object({
    invoiceNumber: invoiceNumber(),
    caseId: Type.Integer(),
    amount: money('below zero: taken back'),
    currency: Type.String({ format: 'currency' }),
    reference: maybe,
    payer: Type.String(),
    date: date(),
    account: Type.String({ description: 'the account of the agency that was paid' }),
    bankReference: Type.String({ description: 'the bank’s reference of the entry' }),
    state: oneOf(
      ['NEW', 'MATCHED', 'UNALLOCATED', 'IGNORED', 'AT_BANK'],
      'the result of payment matching. AT_BANK: the simulated bank reports it only in its statement at the end of the day',
      'SandboxPaymentState',
    ),
    reason: maybe,
  }),
)

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
