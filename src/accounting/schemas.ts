/** Schemas of vouchers and payments that partners send. Published names and literals exactly; Saatava extensions are marked. */
import { type Static, Type } from 'typebox'
import { DOCUMENT_TYPES } from '../settings/document-types.ts'
import { Warnings, date, formatted, money, numberOrText, oneOf, optional, text } from '../platform/http/schema.ts'

const LEDGERS_MAX = 1_000
const LEDGER_ROWS_MAX = 1_000
const PAYMENTS_MAX = 1_000

const percentage = (description: string) => Type.Number({ minimum: 0, maximum: 100, description })

const Dimension = Type.Object({
  dimensionType: oneOf(
    ['COST_CENTER', 'PROJECT', 'CUSTOM'],
    'COST_CENTER is published; the others are Saatava extensions',
  ),
  dimensionName: optional(text(64, 'Saatava extension: the name of a CUSTOM dimension')),
  dimensionValue: text(64),
})

const LedgerRow = Type.Object({
  bookingDate: date('booking date of the row'),
  accountNumber: numberOrText(20),
  vatAccountNumber: optional(numberOrText(20)),
  vatType: optional(text(32)),
  vatPercentage: optional(percentage('for example 25.5')),
  vatCode: optional(text(16, 'your code; mappings.vatCodes of the connection translates it')),
  amount: money('gross, + debit and − credit'),
  netAmount: money('net, + debit and − credit; all rows sum to 0.00'),
  isVatRow: optional(Type.Integer({ minimum: 0, maximum: 1, description: '1 for a row that books the VAT itself' })),
  projectNumber: optional(text(64)),
  transactionType: optional(text(64)),
  transactionDescription: optional(text(255)),
  ledgerDimensions: optional(Type.Array(Dimension, { maxItems: 20 })),
})

export const Ledger = Type.Object({
  ledgerIdentifier: text(64, 'your identifier, unique per client; submitting the same content again changes nothing'),
  companyIdentifier: text(64, 'the company of the connection it goes to'),
  documentType: oneOf(DOCUMENT_TYPES, 'voucher type, by Netvisor’s abbreviations'),
  documentName: text(80),
  documentDate: date(),
  documentDescription: optional(text(210)),
  calculationMode: oneOf(['GROSS', 'NET']),
  ledgerRows: Type.Array(LedgerRow, { minItems: 2, maxItems: LEDGER_ROWS_MAX }),
})
export type Ledger = Static<typeof Ledger>

export const LedgerSubmission = Type.Object({
  ledgers: Type.Union([Ledger, Type.Array(Ledger, { minItems: 1, maxItems: LEDGERS_MAX })], {
    description:
      'One document as published, or (Saatava extension) an array of up to 1 000 documents; all are stored, or none',
  }),
})
export type LedgerSubmission = Static<typeof LedgerSubmission>

const PaymentRow = Type.Object({
  paymentType: optional(text(64)),
  description: optional(text(255)),
  accountNumber: numberOrText(20),
  amount: money('+ debit and − credit; all rows sum to 0.00'),
  vatPercent: optional(percentage('for example 25.5')),
  vatCode: optional(text(16)),
})

export const Payment = Type.Object({
  paymentIdentifier: text(64, 'your identifier, unique per client'),
  invoiceNumber: optional(numberOrText(64, 'the invoice that was paid; needed with targetIdentifier invoicenumber')),
  paymentDate: date(),
  bookingDate: optional(date()),
  amount: money(),
  currency: formatted('currency', 3),
  targetIdentifier: oneOf(
    ['invoicenumber', 'reference'],
    'invoicenumber is published; reference is a Saatava extension',
  ),
  paymentReference: optional(numberOrText(64, 'needed with targetIdentifier reference')),
  sourceName: optional(text(200, 'who paid')),
  paymentMethodType: oneOf(
    ['alternative', 'bankaccount'],
    'alternative is published; bankaccount is a Saatava extension',
  ),
  description: optional(text(140, 'with alternative: the name of the payment method, such as cash-in')),
  bankAccountNumber: optional(numberOrText(42)),
  companyIdentifier: optional(
    text(64, 'Saatava extension: the company of the connection it goes to; default: the default connection'),
  ),
  rows: optional(Type.Array(PaymentRow, { maxItems: 200 })),
})
export type Payment = Static<typeof Payment>

export const PaymentSubmission = Type.Object({
  payments: Type.Array(Payment, {
    minItems: 1,
    maxItems: PAYMENTS_MAX,
    description: 'all payments are stored, or none',
  }),
})
export type PaymentSubmission = Static<typeof PaymentSubmission>

export const Accepted = Type.Object({ warnings: Warnings })

const nullable = (description?: string) => Type.Union([Type.String(), Type.Null()], description ? { description } : {})
const statusFields = {
  syncDate: nullable('when the accounting system confirmed it; null until then'),
  status: Type.Integer({ description: '0 Pending, 1 Successfully synced, 2 Failed (ours), 3 Dropped (ours)' }),
  description: Type.String({
    description: 'status in words; after a failure, the answer of the system and the advice',
  }),
}

export const LedgerStatuses = Type.Object({
  ledgers: Type.Array(
    Type.Object({
      sourceIdentifier: Type.String({ description: 'your ledgerIdentifier' }),
      documentDate: Type.String(),
      documentName: Type.String(),
      documentStatus: nullable('Approved, Draft or Invalidated in the accounting system; null until synced'),
      ...statusFields,
    }),
  ),
})
export const PaymentStatuses = Type.Object({
  payments: Type.Array(
    Type.Object({
      sourceIdentifier: Type.String(),
      invoiceNumber: nullable(),
      paymentDate: Type.String(),
      ...statusFields,
    }),
  ),
})
export const InvoiceStatuses = Type.Object({
  invoices: Type.Array(
    Type.Object({
      sourceIdentifier: Type.String(),
      invoiceNumber: nullable(),
      invoiceDate: Type.String(),
      ...statusFields,
    }),
  ),
})

const listFilters = {
  status: optional(Type.Integer({ minimum: 0, maximum: 3, description: '0 pending, 1 synced, 2 failed, 3 dropped' })),
  fromDate: optional(date('first day of submission; default 30 days ago')),
  toDate: optional(date('last day of submission')),
  updatedSince: optional(formatted('date-time', 40, 'only documents that changed at or after this instant')),
  limit: optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 1_000 })),
  cursor: optional(text(200, 'from the Link header of the page before')),
}
export const LedgerFilters = Type.Object({ ledgerIdentifier: optional(text(64)), ...listFilters })
export const PaymentFilters = Type.Object({
  paymentIdentifier: optional(text(64)),
  invoiceNumber: optional(text(64)),
  ...listFilters,
})
export const InvoiceFilters = Type.Object({ invoiceNumber: optional(text(64)), ...listFilters })
export type ListFilters = Static<typeof LedgerFilters> & Static<typeof PaymentFilters>

export const DocumentParams = Type.Object({ identifier: text(64) })
export const Retried = Type.Object({
  message: Type.String(),
  sourceIdentifier: Type.String(),
  status: Type.Integer(),
  description: Type.String(),
})
export const Dropped = Type.Object({
  message: Type.String(),
  sourceIdentifier: Type.String(),
  status: Type.Integer({ description: '3' }),
  description: Type.String(),
  warnings: Warnings,
})
