/**
 * Settings of a Fennoa connection: credentials, settings and mapping tables. Facts: the vendor's pages of the API
 * (basics, accounting, sales invoices, dimensions) and public clients. Tables and defaults are our choice.
 */
import { type Static, Type } from 'typebox'
import { choice, secret } from '../fields.ts'
import type { ConnectionConfig, Mappings } from '../port.ts'

export const Credentials = Type.Object(
  {
    apiUser: Type.String({
      minLength: 1,
      maxLength: 128,
      // RFC 7617: the user of a Basic header holds no colon.
      pattern: '^[^:]+$',
      description: 'API user of the company, made by the administrator of its accounting office.',
    }),
    apiKey: secret('API key of that user.'),
  },
  { additionalProperties: false },
)
export type Credentials = Static<typeof Credentials>

const account = (description: string) => Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,9}$', description }))
const whole = (minimum: number, maximum: number, fallback: number, description: string) =>
  Type.Optional(
    Type.Integer({ minimum, maximum, default: fallback, description: `${description} Default ${fallback}.` }),
  )

/** The schema is open to other properties: the engine keeps its settings beside these. */
export const Settings = Type.Object({
  voucherDate: choice(
    ['BOOKING_DATE', 'DOCUMENT_DATE'],
    'BOOKING_DATE',
    'BOOKING_DATE: one statement for each booking date of the rows. DOCUMENT_DATE: one statement, dated documentDate.',
  ),
  voucherSeries: Type.Optional(
    Type.String({
      pattern: '^[A-Z]{2}[1-9]?$',
      default: 'CA',
      description:
        'Statement series of document types that mappings.voucherTypes does not name: CA, GL, GL2 … GL6. Default CA.',
    }),
  ),
  vatRows: choice(
    ['BASE', 'BASE_AND_VAT', 'NONE'],
    'BASE',
    'Rows that carry the VAT handling of their vatCode: those with the net value, VAT rows too, or none. Not published.',
  ),
  payments: choice(
    ['INVOICE', 'STATEMENT'],
    'INVOICE',
    'INVOICE: a payment pays the sales invoice in Fennoa. STATEMENT: it becomes a statement, money against receivables, where invoices are not in Fennoa’s sales ledger.',
  ),
  paymentDate: choice(
    ['PAYMENT_DATE', 'BOOKING_DATE'],
    'PAYMENT_DATE',
    'The day a payment carries: its paymentDate, or its bookingDate where it has one.',
  ),
  paymentType: whole(
    1,
    999,
    2,
    'payment_type of payments that mappings.paymentMethods does not name. Its values are not published.',
  ),
  bankAccount: account('Account debited by a payment that becomes a statement and names no account. No default.'),
  receivablesAccount: account('Account credited by a payment that becomes a statement and names none. No default.'),
  companyCurrency: Type.Optional(
    Type.String({
      pattern: '^[A-Z]{3}$',
      default: 'EUR',
      description: 'Currency of the books. Payments in another currency are refused. Default EUR.',
    }),
  ),
  descriptionLength: whole(
    40,
    1_000,
    200,
    'Characters of a description; a longer one is cut at its end. Fennoa’s own limit is not published.',
  ),
  callsPerSecond: whole(
    1,
    1_000_000,
    50,
    'Calls that are made in any second. Fennoa’s published limit is 100 active requests for an address; other processes of yours share it.',
  ),
})

/** The settings with their defaults filled in; the schema above says what each means. */
export interface FennoaSettings {
  voucherDate: 'BOOKING_DATE' | 'DOCUMENT_DATE'
  voucherSeries: string
  vatRows: 'BASE' | 'BASE_AND_VAT' | 'NONE'
  payments: 'INVOICE' | 'STATEMENT'
  paymentDate: 'PAYMENT_DATE' | 'BOOKING_DATE'
  paymentType: number
  bankAccount?: string
  receivablesAccount?: string
  companyCurrency: string
  descriptionLength: number
  callsPerSecond: number
}

const DEFAULTS: FennoaSettings = {
  voucherDate: 'BOOKING_DATE',
  voucherSeries: 'CA',
  vatRows: 'BASE',
  payments: 'INVOICE',
  paymentDate: 'PAYMENT_DATE',
  paymentType: 2,
  companyCurrency: 'EUR',
  descriptionLength: 200,
  callsPerSecond: 50,
}

/** The connection's settings with defaults filled in. They were checked against the schema when they were stored. */
export function settingsOf(config: Pick<ConnectionConfig, 'settings'>): FennoaSettings {
  return { ...DEFAULTS, ...(config.settings as Partial<FennoaSettings>) }
}

/**
 * Our tables; a connection's own entries come on top. voucherTypes gives the statement series. vatCodes gives the number of
 * a VAT handling, which is each company's own, so there are no defaults. dimensions gives a dimension type by a name or
 * its number; an empty one leaves the dimension out. paymentMethods gives a payment_type.
 */
export const DEFAULT_MAPPINGS: Mappings = {
  voucherTypes: {},
  vatCodes: {},
  dimensions: { COST_CENTER: 'Kustannuspaikka', PROJECT: 'Projekti' },
  paymentMethods: {},
}

export function mappingsOf(config: Pick<ConnectionConfig, 'mappings'>): Mappings {
  const own = config.mappings
  return { ...own, dimensions: { ...DEFAULT_MAPPINGS.dimensions, ...own.dimensions } }
}
