/**
 * Settings of an e-conomic connection: credentials, settings and mapping tables. Facts: the vendor's REST documentation
 * (journals, accounting years, errors, filters) and its OpenAPI of journals. Tables and defaults are our choice.
 */
import { type Static, Type } from 'typebox'
import { choice, secret } from '../fields.ts'
import type { ConnectionConfig, Mappings } from '../port.ts'

export const Credentials = Type.Object(
  {
    appSecretToken: secret('X-AppSecretToken: the secret token of the app, from the developer agreement.'),
    agreementGrantToken: secret('X-AgreementGrantToken: the grant that the company gave to the app.'),
  },
  { additionalProperties: false },
)
export type Credentials = Static<typeof Credentials>

const account = (description: string) => Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,8}$', description }))
const flag = (fallback: boolean, description: string) =>
  Type.Optional(Type.Boolean({ default: fallback, description: `${description} Default ${fallback}.` }))

/** The schema is open to other properties: the engine keeps its settings beside these. */
export const Settings = Type.Object({
  journalNumber: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 999_999_999,
      default: 1,
      description:
        'Number of the journal (kassekladde) of document types that mappings.voucherTypes does not name. Default 1.',
    }),
  ),
  paymentJournalNumber: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 999_999_999,
      description: 'Number of the journal that payments go into. Default journalNumber.',
    }),
  ),
  voucherDate: choice(
    ['BOOKING_DATE', 'DOCUMENT_DATE'],
    'BOOKING_DATE',
    'BOOKING_DATE: one voucher for each booking date of the rows. DOCUMENT_DATE: one voucher, dated documentDate.',
  ),
  vat: choice(
    ['CODES', 'ROWS'],
    'CODES',
    'CODES: a row with VAT is sent gross, with its VAT code and amount, and the VAT rows are left out. ROWS: every row is sent net as it is, VAT rows too, without codes.',
  ),
  payments: choice(
    ['CUSTOMER_PAYMENT', 'FINANCE_VOUCHER'],
    'CUSTOMER_PAYMENT',
    'CUSTOMER_PAYMENT: an entry that pays an invoice of e-conomic. FINANCE_VOUCHER: money against receivables, for invoices that e-conomic does not have.',
  ),
  customerPaymentSign: choice(
    ['MINUS', 'PLUS'],
    'MINUS',
    'The sign with which a customer payment of money received is sent: MINUS credits the customer.',
  ),
  paymentDate: choice(
    ['PAYMENT_DATE', 'BOOKING_DATE'],
    'PAYMENT_DATE',
    'The day a payment carries: its paymentDate, or its bookingDate where it has one.',
  ),
  bankAccount: account('Ledger account of money received, where neither the payment nor a mapping says it.'),
  receivablesAccount: account('Ledger account of receivables, for payments without rows as FINANCE_VOUCHER.'),
  bookJournal: flag(
    false,
    'Book the journal after each voucher. e-conomic books the whole journal, so it must be one that nobody else uses. Without it the entries wait in the journal for a person (Draft).',
  ),
  idempotencyKey: flag(true, 'Send the header Idempotency-Key with each voucher.'),
  companyCurrency: Type.Optional(
    Type.String({
      pattern: '^[A-Z]{3}$',
      default: 'DKK',
      description: 'Currency of the books. Payments in another currency are refused. Default DKK.',
    }),
  ),
})

/** The settings with their defaults filled in; the schema above says what each means. */
export interface EconomicSettings {
  journalNumber: number
  paymentJournalNumber?: number
  voucherDate: 'BOOKING_DATE' | 'DOCUMENT_DATE'
  vat: 'CODES' | 'ROWS'
  payments: 'CUSTOMER_PAYMENT' | 'FINANCE_VOUCHER'
  customerPaymentSign: 'MINUS' | 'PLUS'
  paymentDate: 'PAYMENT_DATE' | 'BOOKING_DATE'
  bankAccount?: string
  receivablesAccount?: string
  bookJournal: boolean
  idempotencyKey: boolean
  companyCurrency: string
}

const DEFAULTS: EconomicSettings = {
  journalNumber: 1,
  voucherDate: 'BOOKING_DATE',
  vat: 'CODES',
  payments: 'CUSTOMER_PAYMENT',
  customerPaymentSign: 'MINUS',
  paymentDate: 'PAYMENT_DATE',
  bookJournal: false,
  idempotencyKey: true,
  companyCurrency: 'DKK',
}

/** The connection's settings with defaults filled in. They were checked against the schema when they were stored. */
export function settingsOf(config: Pick<ConnectionConfig, 'settings'>): EconomicSettings {
  return { ...DEFAULTS, ...(config.settings as Partial<EconomicSettings>) }
}

/**
 * Our tables; a connection's own entries come on top. voucherTypes gives a journal number. A VAT code without an entry is
 * e-conomic's own, such as U25. An empty dimension leaves that dimension out. paymentMethods gives a ledger account.
 */
export const DEFAULT_MAPPINGS: Mappings = {
  voucherTypes: {},
  vatCodes: {},
  dimensions: { COST_CENTER: 'Department', PROJECT: 'Project' },
  paymentMethods: {},
}

export function mappingsOf(config: Pick<ConnectionConfig, 'mappings'>): Mappings {
  const own = config.mappings
  return { ...own, dimensions: { ...DEFAULT_MAPPINGS.dimensions, ...own.dimensions } }
}
