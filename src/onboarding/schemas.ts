/** POST /client, GET /validate, GET /renew. Published fields exactly; a Saatava extension says so in its description. */
import { type Static, Type } from 'typebox'
import { Warnings, formatted, oneOf, optional, text } from '../platform/http/schema.ts'

export const SERVICE_TYPES = ['LIFECYCLE', 'INTERMEDIATION', 'COLLECTION', 'COOP'] as const

const Contact = Type.Object({
  name: optional(text(120)),
  telephone: optional(text(40)),
  mobile: optional(text(40)),
  email: optional(formatted('email', 254)),
})

export const NewClient = Type.Object({
  service: Type.Object({
    type: oneOf(
      SERVICE_TYPES,
      'LIFECYCLE is published; the other values are Saatava extensions, named after the services',
    ),
    partnerCode: text(32, 'the code of the partner whose provisioning token is used'),
  }),
  client: Type.Object({
    name: text(200),
    businessCode: text(32, 'business id in the client’s country'),
    vatRegNbr: optional(text(32)),
    postalAddress: optional(text(200)),
    postalCode: optional(text(16, 'checked by the rule of countryCode')),
    postalDistrict: optional(text(100)),
    countryCode: formatted('country', 2),
    telephone: optional(text(40)),
    email: optional(formatted('email', 254)),
    website: optional(formatted('website', 500)),
    languageCode: optional(formatted('language', 2)),
    currencyCode: formatted('currency', 3),
    ibanAccount: optional(text(42)),
    bic: optional(text(16)),
    bankgiro: optional(text(16)),
    plusgiro: optional(text(16)),
  }),
  contacts: Type.Object({
    primary: Type.Object({
      name: text(120),
      telephone: optional(text(40)),
      mobile: optional(text(40)),
      email: formatted('email', 254),
    }),
    technical: optional(Contact),
    accountant: optional(Contact),
  }),
})
export type NewClient = Static<typeof NewClient>

export const ClientCreated = Type.Object({
  message: Type.String(),
  clientIdentifier: Type.Number(),
  confirmaFinanceCustomerCode: Type.Number(),
  paymentReferencePrefix: Type.Number(),
  apiAccessToken: Type.String({ description: 'shown once; only a hash of it is kept' }),
  warnings: Warnings,
})

export const TokenValid = Type.Object({
  isValid: Type.Boolean(),
  message: Type.String(),
  clientIdentifier: Type.Number({ description: 'Saatava extension' }),
  environment: Type.String({ description: 'Saatava extension: sandbox, staging or production' }),
  expiresAt: Type.Union([Type.String(), Type.Null()], { description: 'Saatava extension' }),
})

export const TokenRenewed = Type.Object({
  Message: Type.String({ description: 'with a capital M, as published' }),
  apiAccessToken: Type.String(),
  expiresAt: Type.String(),
})
