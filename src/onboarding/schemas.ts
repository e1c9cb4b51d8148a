/**
 * POST /client, GET /validate, GET /renew, and /clients with the provisioning token. Published fields exactly; a Saatava
 * extension says so in its description.
 */
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { type Static, Type } from 'typebox'
import { Warnings, formatted, oneOf, optional, orNull, text } from '../platform/http/schema.ts'

export const SERVICE_TYPES = ['LIFECYCLE', 'INTERMEDIATION', 'COLLECTION', 'COOP'] as const

export const Contact = Type.Object({
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

const CLIENT_NUMBER_MAX = 999_999_999_999_999
const SCOPES_MAX = 50
const ADDRESSES_MAX = 50
const LIMIT_MAX = 10_000

export const ClientParams = Type.Object({
  clientIdentifier: Type.Integer({ minimum: 1, maximum: CLIENT_NUMBER_MAX, description: 'the client’s number' }),
})

export const ClientFilters = Type.Object({
  businessCode: optional(text(32, 'only the client with this business id')),
  limit: optional(Type.Integer({ minimum: 1, maximum: LIMIT_MAX, description: 'default 1000' })),
  cursor: optional(text(200, 'from the Link header of the page before')),
})
export type ClientFilters = Static<typeof ClientFilters>

export const PartnerClients = Type.Object({
  clients: Type.Array(
    Type.Object({
      clientIdentifier: Type.Number(),
      name: Type.String(),
      businessCode: Type.String(),
      countryCode: Type.String(),
      currencyCode: Type.String(),
      serviceType: Type.String(),
      createdAt: Type.String({ description: 'an instant' }),
    }),
  ),
})

export const PartnerClient = Type.Object({
  clientIdentifier: Type.Number(),
  confirmaFinanceCustomerCode: Type.Number(),
  paymentReferencePrefix: Type.Number(),
  createdAt: Type.String({ description: 'an instant' }),
  ...NewClient.properties,
  warnings: Warnings,
})

export const NewToken = Type.Object({
  name: text(100, 'purpose of the token'),
  scopes: optional(
    Type.Array(text(60), {
      ...{ minItems: 1, maxItems: SCOPES_MAX },
      description: 'the permissions that it has; without them all that a client’s token can have',
    }),
  ),
  addresses: optional(
    Type.Array(text(50), {
      ...{ minItems: 1, maxItems: ADDRESSES_MAX },
      description: 'addresses and networks (CIDR) from which it is taken; without them any',
    }),
  ),
  expiresAt: optional(formatted('date-time', 40, 'when it ends; without it by TOKEN_LIFETIME_DAYS')),
})
export type NewToken = Static<typeof NewToken>

export const TokenIssued = Type.Object({
  tokenId: Type.String(),
  name: Type.String(),
  apiAccessToken: Type.String({ description: 'shown once; only a hash of it is kept' }),
  expiresAt: Type.String(),
})

export const TokenParams = Type.Object({
  ...ClientParams.properties,
  tokenId: Type.String({
    pattern: UUID_PATTERN,
    description: 'from the list of tokens',
  }),
})

export const ClientTokens = Type.Object({
  tokens: Type.Array(
    Type.Object({
      tokenId: Type.String(),
      name: orNull(Type.String()),
      status: oneOf(['active', 'renewed', 'expired', 'revoked']),
      scopes: orNull(Type.Array(Type.String())),
      addresses: orNull(Type.Array(Type.String())),
      issuedAt: Type.String(),
      expiresAt: orNull(Type.String()),
      lastUsedAt: orNull(Type.String()),
      revokedAt: orNull(Type.String()),
    }),
  ),
})
