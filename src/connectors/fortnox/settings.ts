/**
 * Settings of a Fortnox connection: credentials, settings and mapping tables. Facts: the vendor's developer pages
 * (authorization, rate limits, errors) and the resources as public clients carry them. Tables and defaults are our choice.
 */
import { type Static, Type } from 'typebox'
import { choice, secret } from '../fields.ts'
import type { ConnectionConfig, Mappings } from '../port.ts'

export const Credentials = Type.Object(
  {
    clientId: secret('Client ID of the integration in Fortnox’s developer portal.'),
    clientSecret: secret('Client Secret of the integration.'),
    tenantId: Type.Optional(
      Type.String({
        pattern: '^\\d{1,20}$',
        description:
          'Tenant ID of the company: DatabaseNumber of its company information. Needed with grant CLIENT_CREDENTIALS.',
      }),
    ),
  },
  { additionalProperties: false },
)
export type Credentials = Static<typeof Credentials>

/** The schema is open to other properties: the engine keeps its settings beside these. */
export const Settings = Type.Object({
  grant: choice(
    ['CLIENT_CREDENTIALS', 'AUTHORIZATION_CODE'],
    'CLIENT_CREDENTIALS',
    'CLIENT_CREDENTIALS: Saatava requests tokens with tenantId; the company has consented to a service account. AUTHORIZATION_CODE: a person consents, and Saatava stores the rotating refresh token (POST /accounting/connection/consent).',
  ),
  voucherDate: choice(
    ['BOOKING_DATE', 'DOCUMENT_DATE'],
    'BOOKING_DATE',
    'BOOKING_DATE: one voucher for each booking date of the rows. DOCUMENT_DATE: one voucher, dated documentDate.',
  ),
  voucherSeries: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 10,
      default: 'A',
      description: 'Voucher series of document types that mappings.voucherTypes does not name. Default A.',
    }),
  ),
  paymentDate: choice(
    ['PAYMENT_DATE', 'BOOKING_DATE'],
    'PAYMENT_DATE',
    'The date of a payment in the system: its paymentDate, or its bookingDate where it has one.',
  ),
  bookkeepPayments: Type.Optional(
    Type.Boolean({
      default: true,
      description:
        'Book a payment right after it is stored (Approved). Without it, or where booking is refused, it stays a draft that a person must book (Draft). Default true.',
    }),
  ),
  companyCurrency: Type.Optional(
    Type.String({
      pattern: '^[A-Z]{3}$',
      default: 'SEK',
      description: 'Currency of the books. Payments in another currency are refused. Default SEK.',
    }),
  ),
  callsPer5Seconds: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 1_000_000,
      default: 25,
      description: 'Most calls in any five seconds. Fortnox’s published limit for a client and tenant is 25.',
    }),
  ),
})

/** The settings with their defaults filled in; the schema above says what each means. */
export interface FortnoxSettings {
  grant: 'CLIENT_CREDENTIALS' | 'AUTHORIZATION_CODE'
  voucherDate: 'BOOKING_DATE' | 'DOCUMENT_DATE'
  voucherSeries: string
  paymentDate: 'PAYMENT_DATE' | 'BOOKING_DATE'
  bookkeepPayments: boolean
  companyCurrency: string
  callsPer5Seconds: number
}

const DEFAULTS: FortnoxSettings = {
  grant: 'CLIENT_CREDENTIALS',
  voucherDate: 'BOOKING_DATE',
  voucherSeries: 'A',
  paymentDate: 'PAYMENT_DATE',
  bookkeepPayments: true,
  companyCurrency: 'SEK',
  callsPer5Seconds: 25,
}

/** The connection's settings with defaults filled in. They were checked against the schema when they were stored. */
export function settingsOf(config: Pick<ConnectionConfig, 'settings'>): FortnoxSettings {
  return { ...DEFAULTS, ...(config.settings as Partial<FortnoxSettings>) }
}

/**
 * Our tables; a connection's own entries come on top. voucherTypes gives the voucher series; a document type without an
 * entry goes into the setting voucherSeries. vatCodes is empty, because a row of a voucher carries no VAT code: the VAT
 * code of its account counts. An empty dimension leaves that dimension out. paymentMethods gives a mode of payment.
 */
export const DEFAULT_MAPPINGS: Mappings = {
  voucherTypes: {},
  vatCodes: {},
  dimensions: { COST_CENTER: 'CostCenter', PROJECT: 'Project' },
  paymentMethods: {},
}

export function mappingsOf(config: Pick<ConnectionConfig, 'mappings'>): Mappings {
  const own = config.mappings
  return { ...own, dimensions: { ...DEFAULT_MAPPINGS.dimensions, ...own.dimensions } }
}
