/**
 * POST /client, GET /validate, GET /renew, and /clients with the provisioning token. Published fields exactly; a Saatava
 * extension says so in its description.
 */
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { type Static, Type } from 'typebox'
import { formatted, instant, named, oneOf, optional, orNull, text, uuid, Warnings } from '../platform/http/schema.ts'

export const SERVICE_TYPES = ['LIFECYCLE', 'INTERMEDIATION', 'COLLECTION', 'COOP'] as const

export const Contact = named(
  'ClientContact',
  Type.Object({
    name: optional(text(120)),
    telephone: optional(text(40)),
    mobile: optional(text(40)),
    email: optional(formatted('email', 254)),
  }),
)

export const NewClient = named(
  'NewClient',
  Type.Object({
    service: named(
      'ClientService',
      Type.Object({
        type: oneOf(
          SERVICE_TYPES,
          'LIFECYCLE is published; the other values are Saatava extensions, named after the services',
          'ServiceType',
        ),
        partnerCode: text(32, 'the code of the partner whose provisioning token is used'),
      }),
    ),
    client: named(
      'ClientDetails',
      Type.Object({
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
    ),
    contacts: named(
      'ClientContacts',
      Type.Object({
        primary: named(
          'PrimaryContact',
          Type.Object({
            name: text(120),
            telephone: optional(text(40)),
            mobile: optional(text(40)),
            email: formatted('email', 254),
          }),
        ),
        technical: optional(Contact),
        accountant: optional(Contact),
      }),
    ),
  }),
)
export type NewClient = Static<typeof NewClient>

export const ClientCreated = named(
  'ClientCreated',
  Type.Object({
    message: Type.String(),
    clientIdentifier: Type.Integer(),
    confirmaFinanceCustomerCode: Type.Integer(),
    paymentReferencePrefix: Type.Integer(),
    apiAccessToken: uuid('shown once; only a hash of it is kept'),
    warnings: Warnings,
  }),
)

export const TokenValid = named(
  'TokenValid',
  Type.Object({
    isValid: Type.Boolean(),
    message: Type.String(),
    clientIdentifier: Type.Integer({ description: 'Saatava extension' }),
    environment: oneOf(['sandbox', 'staging', 'production'], 'Saatava extension', 'Environment'),
    expiresAt: Type.Union([instant(), Type.Null()], { description: 'Saatava extension' }),
  }),
)

export const TokenRenewed = named(
  'TokenRenewed',
  Type.Object({
    Message: Type.String({ description: 'with a capital M, as published' }),
    apiAccessToken: uuid(),
    expiresAt: instant(),
  }),
)

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

export const PartnerClients = named(
  'Clients',
  Type.Object({
    clients: Type.Array(
      named(
        'ListedClient',
        Type.Object({
          clientIdentifier: Type.Integer(),
          name: Type.String(),
          businessCode: Type.String(),
          countryCode: Type.String({ format: 'country' }),
          currencyCode: Type.String({ format: 'currency' }),
          serviceType: oneOf(SERVICE_TYPES, undefined, 'ServiceType'),
          createdAt: instant(),
        }),
      ),
    ),
  }),
)

export const PartnerClient = named(
  'Client',
  Type.Object({
    clientIdentifier: Type.Integer(),
    confirmaFinanceCustomerCode: Type.Integer(),
    paymentReferencePrefix: Type.Integer(),
    createdAt: instant(),
    ...NewClient.properties,
    warnings: Warnings,
  }),
)

export const NewToken = named(
  'NewToken',
  Type.Object({
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
  }),
)
export type NewToken = Static<typeof NewToken>

export const TokenIssued = named(
  'TokenIssued',
  Type.Object({
    tokenId: uuid(),
    name: Type.String(),
    apiAccessToken: uuid('shown once; only a hash of it is kept'),
    expiresAt: instant(),
  }),
)

export const TokenParams = Type.Object({
  ...ClientParams.properties,
  tokenId: Type.String({
    pattern: UUID_PATTERN,
    description: 'from the list of tokens',
  }),
})

export const ClientTokens = named(
  'ClientTokens',
  Type.Object({
    tokens: Type.Array(
      named(
        'ClientToken',
        Type.Object({
          tokenId: uuid(),
          name: orNull(Type.String()),
          status: oneOf(['active', 'renewed', 'expired', 'revoked'], undefined, 'TokenStatus'),
          scopes: orNull(Type.Array(Type.String())),
          addresses: orNull(Type.Array(Type.String())),
          issuedAt: instant(),
          expiresAt: orNull(instant()),
          lastUsedAt: orNull(instant()),
          revokedAt: orNull(instant()),
        }),
      ),
    ),
  }),
)
