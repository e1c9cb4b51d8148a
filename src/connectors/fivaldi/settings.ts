/**
 * Settings of a Fivaldi connection: credentials, settings and mapping tables. Facts: the vendor's help centre
 * (authentication, limits), its published schema, and public clients. Tables and defaults are a choice of this service.
 */
import { type Static, Type } from 'typebox'
import { choice, secret } from '../fields.ts'
import type { ConnectionConfig, Mappings } from '../port.ts'

export const Credentials = Type.Object(
  {
    partnerId: Type.String({
      minLength: 1,
      maxLength: 256,
      description: 'X-Fivaldi-Partner: the partner’s id, one for all companies that it serves.',
    }),
    partnerSecret: secret('The partner’s secret, with which requests are signed.'),
  },
  { additionalProperties: false },
)
export type Credentials = Static<typeof Credentials>

const account = (description: string) => Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,7}$', description }))
const whole = (minimum: number, maximum: number, fallback: number, description: string) =>
  Type.Optional(
    Type.Integer({ minimum, maximum, default: fallback, description: `${description} Default ${fallback}.` }),
  )
const typeId = (description: string) => Type.Optional(Type.Integer({ minimum: 1, maximum: 999_999_999, description }))

/** The schema is open to other properties: the engine keeps its settings beside these. */
export const Settings = Type.Object({
  cuid: Type.Optional(
    Type.String({
      pattern: '^[A-Za-z0-9_-]{1,64}$',
      description:
        'Fivaldi’s id of the company. Without it the company is looked up by companyIdentifier, its business id.',
    }),
  ),
  voucherDate: choice(
    ['BOOKING_DATE', 'DOCUMENT_DATE'],
    'BOOKING_DATE',
    'BOOKING_DATE: one voucher for each booking date of the rows. DOCUMENT_DATE: one voucher, dated documentDate.',
  ),
  voucherTypeId: typeId(
    'Id of the voucher type of document types that mappings.voucherTypes does not name. Without it the type is looked up by its Finnish name.',
  ),
  paymentVoucherTypeId: typeId(
    'Id of the voucher type of payments. Without it the type is looked up by its Finnish name, a sales payment or the bank.',
  ),
  vatType: choice(
    ['CALCULATED', 'AUTO'],
    'CALCULATED',
    'CALCULATED: every row is sent net as it is, VAT rows too, and Fivaldi calculates nothing. AUTO: rows with VAT are sent gross, VAT rows are left out, and Fivaldi calculates VAT by its own settings.',
  ),
  paymentDate: choice(
    ['PAYMENT_DATE', 'BOOKING_DATE'],
    'PAYMENT_DATE',
    'The day a payment carries: its paymentDate, or its bookingDate where it has one.',
  ),
  bankAccount: account('Account debited by a payment that names no account. No default.'),
  receivablesAccount: account('Account credited by a payment that names none. No default.'),
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
    100,
    'Characters of the description of an entry; a longer one is cut at its end. Fivaldi’s own limit is not published.',
  ),
  callsPerSecond: whole(
    1,
    1_000_000,
    2,
    'Calls that are made in any second for one partner. In Fivaldi’s example a partner gets two calls a second.',
  ),
})

/** The settings with their defaults filled in; the schema above says what each means. */
export interface FivaldiSettings {
  cuid?: string
  voucherDate: 'BOOKING_DATE' | 'DOCUMENT_DATE'
  voucherTypeId?: number
  paymentVoucherTypeId?: number
  vatType: 'CALCULATED' | 'AUTO'
  paymentDate: 'PAYMENT_DATE' | 'BOOKING_DATE'
  bankAccount?: string
  receivablesAccount?: string
  companyCurrency: string
  descriptionLength: number
  callsPerSecond: number
}

const DEFAULTS: FivaldiSettings = {
  voucherDate: 'BOOKING_DATE',
  vatType: 'CALCULATED',
  paymentDate: 'PAYMENT_DATE',
  companyCurrency: 'EUR',
  descriptionLength: 100,
  callsPerSecond: 2,
}

/** The connection's settings with defaults filled in. They were checked against the schema when they were stored. */
export function settingsOf(config: Pick<ConnectionConfig, 'settings'>): FivaldiSettings {
  return { ...DEFAULTS, ...(config.settings as Partial<FivaldiSettings>) }
}

/**
 * Our tables; a connection's own entries come on top. voucherTypes gives the id of a voucher type. vatCodes gives a VAT
 * code, which is each company's own, so there are no defaults. dimensions gives the number of a dimension, 1 to 4; an
 * empty one leaves the dimension out. paymentMethods gives the account that the money came to.
 */
export const DEFAULT_MAPPINGS: Mappings = {
  voucherTypes: {},
  vatCodes: {},
  dimensions: { COST_CENTER: '1', PROJECT: '2' },
  paymentMethods: {},
}

export function mappingsOf(config: Pick<ConnectionConfig, 'mappings'>): Mappings {
  const own = config.mappings
  return { ...own, dimensions: { ...DEFAULT_MAPPINGS.dimensions, ...own.dimensions } }
}
