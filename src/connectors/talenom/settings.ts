/**
 * Settings of a Talenom connection: credentials, settings and mapping tables. Facts: the OpenAPI document of the General
 * Ledger API, as a public client carries it, and the vendor's page about authentication. Tables and defaults are our choice.
 */
import { type Static, Type } from 'typebox'
import { choice, secret } from '../fields.ts'
import type { ConnectionConfig, Mappings } from '../port.ts'

export const Credentials = Type.Object(
  {
    clientId: secret('Client identifier from Talenom’s integration support.'),
    clientSecret: secret('Client secret.'),
    subscriptionKey: secret('Subscription key of your software, sent in Ocp-Apim-Subscription-Key.'),
  },
  { additionalProperties: false },
)
export type Credentials = Static<typeof Credentials>

/** Categories that the API takes for new vouchers. */
export const CATEGORIES = [
  ...['PurchaseInvoice', 'TravelExpense', 'SalesInvoice', 'Cash', 'Salary', 'OnBehalfPaidExpenses'],
  ...['CreditCardVouchers', 'Receipts', 'Memo', 'TaxSummary', 'Other', 'BankTransactions', 'ReferenceTransactions'],
  ...['IntegrationSales', 'IntegrationPurchase', 'IntegrationSalary', 'IntegrationMemo'],
] as const

const account = (description: string) => Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,9}$', description }))
const category = (fallback: string, description: string) =>
  Type.Optional(
    Type.Union(
      CATEGORIES.map((one) => Type.Literal(one)),
      { default: fallback, description: `${description} Default ${fallback}.` },
    ),
  )

/** The schema is open to other properties: the engine keeps its settings beside these. */
export const Settings = Type.Object({
  voucherDate: choice(
    ['BOOKING_DATE', 'DOCUMENT_DATE'],
    'BOOKING_DATE',
    'BOOKING_DATE: one voucher for each booking date of the rows. DOCUMENT_DATE: one voucher, dated documentDate.',
  ),
  voucherCategory: category('IntegrationMemo', 'Category of document types that mappings.voucherTypes does not name.'),
  paymentCategory: category('ReferenceTransactions', 'Category of payments. No ledger document may have the same.'),
  voucherState: choice(
    ['ACCEPTED', 'DRAFT'],
    'ACCEPTED',
    'ACCEPTED: vouchers are booked. DRAFT: they wait until a person accepts them in Talenom.',
  ),
  vatMode: choice(
    ['VERBATIM', 'PEELED'],
    'VERBATIM',
    'VERBATIM: net rows and VAT rows are booked as they are, and Talenom peels no VAT (preventVatPeeling). PEELED: rows with isVatRow are left out, gross amounts are sent with their percent, and Talenom peels the VAT off them.',
  ),
  voucherIds: choice(
    ['OURS', 'THEIRS'],
    'OURS',
    'OURS: a voucher gets an id that follows from its content, by which it is found. THEIRS: Talenom makes the id, and the marker alone finds it.',
  ),
  voucherNumbers: choice(
    ['SYSTEM', 'DOCUMENT_NAME'],
    'SYSTEM',
    'SYSTEM: Talenom numbers vouchers. DOCUMENT_NAME: documentName is the voucher number.',
  ),
  matchKeys: choice(
    ['NONE', 'INVOICE_NUMBER'],
    'NONE',
    'NONE: Talenom matches by invoice and reference number. INVOICE_NUMBER: rows on receivablesAccount carry the invoice number as match key, up to 15 characters, in vouchers and in payments.',
  ),
  acceptor: Type.Optional(
    Type.String({
      minLength: 2,
      maxLength: 100,
      default: 'System integration',
      description: 'The acceptor of vouchers: a name or a mail address. Default System integration.',
    }),
  ),
  paymentDate: choice(
    ['PAYMENT_DATE', 'BOOKING_DATE'],
    'PAYMENT_DATE',
    'The day a payment carries: its paymentDate, or its bookingDate where it has one.',
  ),
  bankAccount: account('Account debited by a payment that brings no rows and names no account. No default.'),
  receivablesAccount: account(
    'Account credited by a payment that brings no rows and names none, and the account of match keys. No default.',
  ),
  scope: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'Scope that tokens are asked for. No default: none is asked for. Not published.',
    }),
  ),
  companyCurrency: Type.Optional(
    Type.String({
      pattern: '^[A-Z]{3}$',
      default: 'EUR',
      description: 'Currency of the books. Payments in another currency are refused. Default EUR.',
    }),
  ),
})

type Category = (typeof CATEGORIES)[number]

/** The settings with their defaults filled in; the schema above says what each means. */
export interface TalenomSettings {
  voucherDate: 'BOOKING_DATE' | 'DOCUMENT_DATE'
  voucherCategory: Category
  paymentCategory: Category
  voucherState: 'ACCEPTED' | 'DRAFT'
  vatMode: 'VERBATIM' | 'PEELED'
  voucherIds: 'OURS' | 'THEIRS'
  voucherNumbers: 'SYSTEM' | 'DOCUMENT_NAME'
  matchKeys: 'NONE' | 'INVOICE_NUMBER'
  acceptor: string
  paymentDate: 'PAYMENT_DATE' | 'BOOKING_DATE'
  bankAccount?: string
  receivablesAccount?: string
  scope?: string
  companyCurrency: string
}

const DEFAULTS: TalenomSettings = {
  voucherDate: 'BOOKING_DATE',
  voucherCategory: 'IntegrationMemo',
  paymentCategory: 'ReferenceTransactions',
  voucherState: 'ACCEPTED',
  vatMode: 'VERBATIM',
  voucherIds: 'OURS',
  voucherNumbers: 'SYSTEM',
  matchKeys: 'NONE',
  acceptor: 'System integration',
  paymentDate: 'PAYMENT_DATE',
  companyCurrency: 'EUR',
}

/** The connection's settings with defaults filled in. They were checked against the schema when they were stored. */
export function settingsOf(config: Pick<ConnectionConfig, 'settings'>): TalenomSettings {
  return { ...DEFAULTS, ...(config.settings as Partial<TalenomSettings>) }
}

/**
 * Our tables; a connection's own entries come on top. voucherTypes gives a category. vatCodes is empty, because a posting
 * carries no VAT code: that of its account counts. dimensions gives a field of postings; an empty one leaves the
 * dimension out. paymentMethods gives the account that the money of a payment came to.
 */
export const DEFAULT_MAPPINGS: Mappings = {
  voucherTypes: { ML: 'IntegrationSales', OL: 'IntegrationPurchase', PA: 'IntegrationSalary' },
  vatCodes: {},
  dimensions: { COST_CENTER: 'costCenter', PROJECT: 'project' },
  paymentMethods: {},
}

export function mappingsOf(config: Pick<ConnectionConfig, 'mappings'>): Mappings {
  const own = config.mappings
  return {
    ...own,
    voucherTypes: { ...DEFAULT_MAPPINGS.voucherTypes, ...own.voucherTypes },
    dimensions: { ...DEFAULT_MAPPINGS.dimensions, ...own.dimensions },
  }
}
