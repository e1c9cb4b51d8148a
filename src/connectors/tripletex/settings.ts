/**
 * Settings of a Tripletex connection: credentials, settings and mapping tables. Facts: the vendor's OpenAPI description
 * and pages (tokens, limits, error codes) and what public clients do. Tables and defaults are our choice.
 */
import { type Static, Type } from 'typebox'
import { choice, secret } from '../fields.ts'
import type { ConnectionConfig, Mappings } from '../port.ts'

export const Credentials = Type.Object(
  {
    consumerToken: secret(
      'Consumer token of the integration, which Tripletex gives to its maker. Needs employeeToken.',
    ),
    employeeToken: Type.Optional(
      secret('Employee token that an administrator of the company made for the integration.'),
    ),
    refreshToken: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 4_096,
        description:
          'The company’s own API token, made in Tripletex by an administrator; it stands alone, in place of the other two.',
      }),
    ),
    companyId: Type.Optional(
      Type.String({
        pattern: '^\\d{1,12}$',
        description: 'Id of a client company of an accountant whose token it is. Without it, the company of the token.',
      }),
    ),
  },
  { additionalProperties: false },
)
export type Credentials = Static<typeof Credentials>

const account = (description: string) => Type.Optional(Type.String({ pattern: '^\\d{4,5}$', description }))

/** The schema is open to other properties: the engine keeps its settings beside these. */
export const Settings = Type.Object({
  voucherDate: choice(
    ['BOOKING_DATE', 'DOCUMENT_DATE'],
    'BOOKING_DATE',
    'BOOKING_DATE: one voucher for each booking date of the rows. DOCUMENT_DATE: one voucher, dated documentDate.',
  ),
  vatMode: choice(
    ['DERIVED', 'VERBATIM'],
    'DERIVED',
    'DERIVED: rows with VAT are sent gross with their VAT type, Tripletex books the VAT, and the VAT rows of the document are left out. VERBATIM: every row is sent as it is, without VAT.',
  ),
  sendToLedger: Type.Optional(
    Type.Boolean({
      default: true,
      description:
        'Book a voucher at once (Approved), which needs the right “Advanced Voucher”. Without it the voucher needs review (Draft). Default true.',
    }),
  ),
  customerNumber: Type.Optional(
    Type.String({
      pattern: '^\\d{1,10}$',
      default: '19999',
      description:
        'Number of the customer in Tripletex that rows on accounts of the customer ledger (1500) are booked on; Tripletex takes no such row without a customer. Default 19999.',
    }),
  ),
  payments: choice(
    ['INVOICE', 'VOUCHER'],
    'INVOICE',
    'INVOICE: a payment that you submit is registered on its invoice in Tripletex. VOUCHER: it becomes a voucher. Payments of invoices that are booked from here are vouchers always.',
  ),
  paymentDate: choice(
    ['PAYMENT_DATE', 'BOOKING_DATE'],
    'PAYMENT_DATE',
    'The day a payment carries: its paymentDate, or its bookingDate where it has one.',
  ),
  paymentType: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 100,
      default: 'Betalt til bank',
      description:
        'Payment type of payments that neither mappings.paymentMethods nor a bankAccountNumber of four digits names. Default Betalt til bank.',
    }),
  ),
  bankAccount: account('Account debited by a payment that becomes a voucher and has no rows. No default.'),
  receivablesAccount: account('Account credited by a payment that becomes a voucher and has no rows. No default.'),
  companyCurrency: Type.Optional(
    Type.String({
      pattern: '^[A-Z]{3}$',
      default: 'NOK',
      description: 'Currency of the books. Payments in another currency are refused. Default NOK.',
    }),
  ),
  callsPer10Seconds: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 1_000_000,
      description:
        'Calls that are made in any ten seconds. Tripletex publishes no number: without this setting its headers alone are kept to.',
    }),
  ),
})

/** The settings with their defaults filled in; the schema above says what each means. */
export interface TripletexSettings {
  voucherDate: 'BOOKING_DATE' | 'DOCUMENT_DATE'
  vatMode: 'DERIVED' | 'VERBATIM'
  sendToLedger: boolean
  customerNumber: string
  payments: 'INVOICE' | 'VOUCHER'
  paymentDate: 'PAYMENT_DATE' | 'BOOKING_DATE'
  paymentType: string
  bankAccount?: string
  receivablesAccount?: string
  companyCurrency: string
  callsPer10Seconds?: number
}

const DEFAULTS: TripletexSettings = {
  voucherDate: 'BOOKING_DATE',
  vatMode: 'DERIVED',
  sendToLedger: true,
  customerNumber: '19999',
  payments: 'INVOICE',
  paymentDate: 'PAYMENT_DATE',
  paymentType: 'Betalt til bank',
  companyCurrency: 'NOK',
}

/** The connection's settings with defaults filled in. They were checked against the schema when they were stored. */
export function settingsOf(config: Pick<ConnectionConfig, 'settings'>): TripletexSettings {
  return { ...DEFAULTS, ...(config.settings as Partial<TripletexSettings>) }
}

/**
 * Our tables; a connection's own entries come on top. voucherTypes gives the name of a voucher type; without an entry the
 * voucher is an ordinary one. vatCodes gives the number of a VAT type, and a code without an entry is such a number
 * itself; the capitals are Netvisor's. An empty dimension leaves that dimension out. paymentMethods gives a payment type.
 */
export const DEFAULT_MAPPINGS: Mappings = {
  voucherTypes: {},
  vatCodes: { '-': '0', NONE: '0', KOMY: '3', KOOS: '1' },
  dimensions: { COST_CENTER: 'Department', PROJECT: 'Project' },
  paymentMethods: {},
}

export function mappingsOf(config: Pick<ConnectionConfig, 'mappings'>): Mappings {
  const own = config.mappings
  return {
    ...own,
    vatCodes: { ...DEFAULT_MAPPINGS.vatCodes, ...own.vatCodes },
    dimensions: { ...DEFAULT_MAPPINGS.dimensions, ...own.dimensions },
  }
}
