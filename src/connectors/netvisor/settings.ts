/** Settings of a Netvisor connection. A setting that rests on an unconfirmed fact says so, and has a default. */
import { type Static, Type } from 'typebox'
import type { ConnectionConfig, Mappings } from '../port.ts'
import { ALGORITHMS } from './mac.ts'
import { CHARSETS } from './xml.ts'

const secret = (description: string) => Type.String({ minLength: 1, maxLength: 200, description })
const one = <T extends string>(values: readonly T[], fallback: T, description: string) =>
  Type.Optional(
    Type.Unsafe<T>({
      type: 'string',
      enum: [...values],
      default: fallback,
      description: `${description} Default ${fallback}.`,
    }),
  )

export const Credentials = Type.Object(
  {
    customerId: secret('CustomerId, made in the company’s own Netvisor under API identifiers'),
    customerKey: secret('CustomerKey that belongs to it'),
    partnerId: secret('PartnerId of the software partner'),
    partnerKey: secret('PartnerKey that belongs to it'),
    organisationId: Type.Optional(
      Type.String({ maxLength: 32, description: 'business id of the company; default: companyIdentifier' }),
    ),
  },
  { additionalProperties: false },
)
export type Credentials = Static<typeof Credentials>

const DESCRIPTION_MAX = 100

export const Settings = Type.Object({
  macAlgorithm: one(ALGORITHMS, 'HMACSHA256', 'Signature of requests; SHA256 is the older algorithm.'),
  sender: Type.Optional(
    Type.String({
      pattern: '^[\\x20-\\x7e]{1,50}$',
      default: 'Saatava',
      description: 'Name of the integration in each request; plain ASCII. Default Saatava.',
    }),
  ),
  language: one(['FI', 'EN', 'SE'], 'EN', 'Language of Netvisor’s error texts.'),
  bodyCharset: one(
    CHARSETS,
    'UTF-8',
    'Charset of request bodies. The vendor’s help page says ISO-8859-15, and its clients send UTF-8. In ISO-8859-15, a missing letter is sent as a numeric character reference.',
  ),
  voucherDate: one(
    ['BOOKING_DATE', 'DOCUMENT_DATE'],
    'BOOKING_DATE',
    'BOOKING_DATE: one voucher for each booking date of the rows. DOCUMENT_DATE: one voucher, dated documentDate.',
  ),
  descriptionMax: Type.Optional(
    Type.Integer({
      minimum: 20,
      maximum: 1_000,
      default: DESCRIPTION_MAX,
      description:
        'Longest voucher description in characters; one third party observed 100, and the vendor does not state a limit. Default 100.',
    }),
  ),
  lineDescriptionMax: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 1_000,
      default: 255,
      description:
        'Longest description of a voucher line in characters; the vendor does not state a limit. Default 255.',
    }),
  ),
  onlyExistingDimensions: Type.Optional(
    Type.Boolean({
      default: false,
      description:
        'Refuse dimensions that Netvisor lacks; without this setting, Netvisor creates them. Documented for accountingedit.nv; for accounting.nv unconfirmed. Default false.',
    }),
  ),
  fullTextInComment: Type.Optional(
    Type.Boolean({
      default: true,
      description: 'Put the full text of a shortened description into the voucher’s comment. Default true.',
    }),
  ),
  costCenterDimension: Type.Optional(
    Type.String({
      maxLength: 64,
      default: 'Cost center',
      description: 'Netvisor’s dimension for COST_CENTER. Default Cost center.',
    }),
  ),
  projectDimension: Type.Optional(
    Type.String({
      maxLength: 64,
      default: 'Project',
      description: 'Netvisor’s dimension for projectNumber and PROJECT. Default Project.',
    }),
  ),
  paymentDate: one(
    ['PAYMENT_DATE', 'BOOKING_DATE'],
    'PAYMENT_DATE',
    'The date of a payment: the payment date, or the booking date where one is given.',
  ),
  defaultPaymentMethod: Type.Optional(
    Type.String({
      maxLength: 100,
      default: 'cash-in',
      description:
        'Name of the payment method, configured in Netvisor, for payments without a description. Default cash-in.',
    }),
  ),
})

export type NetvisorSettings = Required<Static<typeof Settings>>

/** The published ledger example writes vatCode 20 for a domestic sale; we chose the table, and a connection extends it. */
export const DEFAULT_MAPPINGS: Mappings = {
  voucherTypes: {},
  vatCodes: { '20': 'KOMY' },
  dimensions: {},
  paymentMethods: {},
}

/** Returns the entry of a table of names for a name; a name that every object has ("constructor") is not in it. */
export function mapped(table: Record<string, string>, name: string): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

export function settingsOf(config: ConnectionConfig): NetvisorSettings {
  const properties = (Settings as unknown as { properties: Record<string, { default: unknown }> }).properties
  const defaults = Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, schema.default]))
  return { ...defaults, ...config.settings } as NetvisorSettings
}

export function mappingsOf(config: ConnectionConfig): Mappings {
  return {
    voucherTypes: { ...DEFAULT_MAPPINGS.voucherTypes, ...config.mappings.voucherTypes },
    vatCodes: { ...DEFAULT_MAPPINGS.vatCodes, ...config.mappings.vatCodes },
    dimensions: { ...DEFAULT_MAPPINGS.dimensions, ...config.mappings.dimensions },
    paymentMethods: { ...DEFAULT_MAPPINGS.paymentMethods, ...config.mappings.paymentMethods },
  }
}
