/** Schemas of vouchers and payments that partners send. Published names and literals exactly; Saatava extensions are marked. */
import { type Static, Type } from 'typebox'
import { DOCUMENT_TYPES } from '../settings/document-types.ts'
import {
  date,
  formatted,
  instant,
  money,
  named,
  numberOrText,
  oneOf,
  optional,
  text,
  Warnings,
} from '../platform/http/schema.ts'

const LEDGERS_MAX = 1_000
const LEDGER_ROWS_MAX = 1_000
const PAYMENTS_MAX = 1_000

const percentage = (description: string) => Type.Number({ minimum: 0, maximum: 100, description })

const Dimension = named(
  'LedgerDimension',
  Type.Object({
    dimensionType: oneOf(
      ['COST_CENTER', 'PROJECT', 'CUSTOM'],
      'COST_CENTER is published; the others are Saatava extensions',
      'DimensionType',
    ),
    dimensionName: optional(text(64, 'Saatava extension: the name of a CUSTOM dimension')),
    dimensionValue: text(64),
  }),
)

const LedgerRow = named(
  'LedgerRow',
  Type.Object({
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
  }),
)

export const Ledger = named(
  'Ledger',
  Type.Object({
    ledgerIdentifier: text(64, 'your identifier, unique per client; submitting the same content again changes nothing'),
    companyIdentifier: text(64, 'the company of the connection it goes to'),
    documentType: oneOf(DOCUMENT_TYPES, 'voucher type, by Netvisor’s abbreviations', 'DocumentType'),
    documentName: text(80),
    documentDate: date(),
    documentDescription: optional(text(210)),
    calculationMode: oneOf(['GROSS', 'NET'], undefined, 'CalculationMode'),
    ledgerRows: Type.Array(LedgerRow, { minItems: 2, maxItems: LEDGER_ROWS_MAX }),
  }),
)
export type Ledger = Static<typeof Ledger>

export const LedgerSubmission = named(
  'LedgerSubmission',
  Type.Object({
    ledgers: Type.Union([Ledger, Type.Array(Ledger, { minItems: 1, maxItems: LEDGERS_MAX })], {
      description:
        'One document as published, or (Saatava extension) an array of up to 1 000 documents; all are stored, or none',
    }),
  }),
)
export type LedgerSubmission = Static<typeof LedgerSubmission>

const PaymentRow = named(
  'AccountingPaymentRow',
  Type.Object({
    paymentType: optional(text(64)),
    description: optional(text(255)),
    accountNumber: numberOrText(20),
    amount: money('+ debit and − credit; all rows sum to 0.00'),
    vatPercent: optional(percentage('for example 25.5')),
    vatCode: optional(text(16)),
  }),
)

export const Payment = named(
  'AccountingPayment',
  Type.Object({
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
  }),
)
export type Payment = Static<typeof Payment>

export const PaymentSubmission = named(
  'AccountingPaymentSubmission',
  Type.Object({
    payments: Type.Array(Payment, {
      minItems: 1,
      maxItems: PAYMENTS_MAX,
      description: 'all payments are stored, or none',
    }),
  }),
)
export type PaymentSubmission = Static<typeof PaymentSubmission>

export const Accepted = named('Accepted', Type.Object({ warnings: Warnings }))

/** Whether the accounting system has a document. */
function syncStatus() {
  return named(
    'SyncStatus',
    Type.Unsafe<0 | 1 | 2 | 3>({
      ...{ type: 'integer', enum: [0, 1, 2, 3] },
      description: '0 Pending and 1 Successfully synced are published; Saatava extensions: 2 Failed, 3 Dropped',
    }),
  )
}

const nullable = (description?: string) => Type.Union([Type.String(), Type.Null()], description ? { description } : {})
const statusFields = {
  syncDate: Type.Union([instant(), Type.Null()], {
    description: 'when the accounting system confirmed it; null until then',
  }),
  status: syncStatus(),
  description: Type.String({
    description: 'status in words; after a failure, the answer of the system and the advice',
  }),
}

export const LedgerStatuses = named(
  'LedgerStatuses',
  Type.Object({
    ledgers: Type.Array(
      named(
        'LedgerStatus',
        Type.Object({
          sourceIdentifier: Type.String({ description: 'your ledgerIdentifier' }),
          documentDate: date(),
          documentName: Type.String(),
          documentStatus: Type.Union(
            [oneOf(['Approved', 'Draft', 'Invalidated'], undefined, 'DocumentStatus'), Type.Null()],
            {
              description: 'state of the voucher in the accounting system; null until synced',
            },
          ),
          ...statusFields,
        }),
      ),
    ),
  }),
)
export const PaymentStatuses = named(
  'AccountingPaymentStatuses',
  Type.Object({
    payments: Type.Array(
      named(
        'AccountingPaymentStatus',
        Type.Object({
          sourceIdentifier: Type.String(),
          invoiceNumber: nullable('a text, as published'),
          paymentDate: date(),
          ...statusFields,
        }),
      ),
    ),
  }),
)
export const InvoiceStatuses = named(
  'AccountingInvoiceStatuses',
  Type.Object({
    invoices: Type.Array(
      named(
        'AccountingInvoiceStatus',
        Type.Object({
          sourceIdentifier: Type.String(),
          invoiceNumber: nullable('a text, as in the status of payments'),
          invoiceDate: date(),
          ...statusFields,
        }),
      ),
    ),
  }),
)

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

export const DocumentParams = Type.Object({ identifier: text(64, 'sourceIdentifier of the list') })
export const Retried = named(
  'DocumentQueued',
  Type.Object({
    message: Type.String(),
    sourceIdentifier: Type.String(),
    status: syncStatus(),
    description: Type.String(),
  }),
)
export const Dropped = named(
  'DocumentDropped',
  Type.Object({
    message: Type.String(),
    sourceIdentifier: Type.String(),
    status: syncStatus(),
    description: Type.String(),
    warnings: Warnings,
  }),
)
