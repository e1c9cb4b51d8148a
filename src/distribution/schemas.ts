/** GET /invoice/distribution, as published, and its second version. */
import { type Static, Type } from 'typebox'
import { date, formatted, oneOf, optional, text } from '../platform/http/schema.ts'
import { NUMBER_MAX } from '../invoices/schemas.ts'

const LIMIT_MAX = 10_000
const limit = Type.Integer({ minimum: 1, maximum: LIMIT_MAX, description: 'Saatava extension: default 1000' })
const cursor = text(200, 'Saatava extension: cursor from the Link header of the previous page')

export const DistributionFilters = Type.Object({
  invoiceNumber: optional(Type.Integer({ minimum: 1, maximum: NUMBER_MAX })),
  fromInvDate: optional(date('invoice date, inclusive; without dates and number: the last 30 days')),
  toInvDate: optional(date('invoice date, inclusive')),
  fetchType: optional(oneOf(['ALL', 'FAILED', 'NEW'], 'default ALL; NEW: not fetched since its last change')),
  limit: optional(limit),
  cursor: optional(cursor),
})
export type DistributionFilters = Static<typeof DistributionFilters>

export const DistributionFiltersV2 = Type.Object({
  updatedSince: optional(formatted('date-time', 40, 'only records that changed after this instant')),
  limit: optional(limit),
  cursor: optional(cursor),
})
export type DistributionFiltersV2 = Static<typeof DistributionFiltersV2>

/** GET /partner/distributions, with the provisioning token. */
export const PortfolioDistributionFilters = Type.Pick(DistributionFiltersV2, ['limit', 'cursor'])
export type PortfolioDistributionFilters = Static<typeof PortfolioDistributionFilters>

const nullable = (description: string) => Type.Union([Type.String(), Type.Null()], { description })

const DistributionRecord = Type.Object({
  invoiceNumber: Type.Number(),
  invoiceType: Type.String({ description: 'Saatava extension' }),
  invoiceDate: Type.String(),
  status: Type.String({ description: 'the invoice’s status' }),
  distributionStatus: Type.String({
    description: 'Saatava extension: PENDING, SENT, DELIVERED, FAILED or NONE (Saatava did not send it)',
  }),
  method: nullable('EMAIL, EINVOICE or PRINT: the channel of the delivery'),
  sentAt: nullable('an instant'),
  deliveredAt: nullable('an instant'),
  paymentControlStatus: nullable('null without payment control'),
  caseId: Type.Union([Type.Number(), Type.Null()]),
  failureReason: nullable('reason why it is not being sent, or could not be delivered'),
  updatedAt: Type.String({ description: 'Saatava extension' }),
})

export const Distributions = Type.Object({
  metaData: Type.Object({
    totalCount: Type.Number(),
    successfulCount: Type.Number(),
    failedCount: Type.Number(),
    filtersApplied: Type.Object({
      invoiceNumber: Type.Union([Type.Number(), Type.Null()]),
      fromInvDate: nullable('a date'),
      toInvDate: nullable('a date'),
      fetchType: nullable('as asked'),
      defaultLast30Days: Type.Boolean(),
    }),
  }),
  distributions: Type.Array(DistributionRecord),
})

export const DistributionsV2 = Type.Object({
  distributions: Type.Array(DistributionRecord),
  hasMore: Type.Boolean({
    description: 'Saatava extension, false: there are no newer items yet; the Link works in any case',
  }),
})

export const PortfolioDistributions = Type.Object({
  distributions: Type.Array(Type.Object({ clientIdentifier: Type.Integer(), ...DistributionRecord.properties })),
  hasMore: DistributionsV2.properties.hasMore,
})
