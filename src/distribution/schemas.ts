/** GET /invoice/distribution, as published, and its second version. */
import { type Static, Type } from 'typebox'
import { date, formatted, instant, named, oneOf, optional, orNull, text } from '../platform/http/schema.ts'
import { INVOICE_TYPES } from '@saatava/einvoice/model/document.ts'
import { CASE_STATUSES } from '../claims/states.ts'
import { DISTRIBUTION_METHODS, NUMBER_MAX, invoiceNumber } from '../invoices/schemas.ts'
import { INVOICE_STATUSES } from '../invoices/states.ts'

const LIMIT_MAX = 10_000
const FETCH_TYPES = ['ALL', 'FAILED', 'NEW'] as const
/** The outcome of all deliveries of an invoice. */
const OUTCOMES = ['PENDING', 'SENT', 'DELIVERED', 'FAILED', 'NONE'] as const
const limit = Type.Integer({ minimum: 1, maximum: LIMIT_MAX, description: 'Saatava extension: default 1000' })
const cursor = text(200, 'Saatava extension: cursor from the Link header of the previous page')

export const DistributionFilters = Type.Object({
  invoiceNumber: optional(Type.Integer({ minimum: 1, maximum: NUMBER_MAX })),
  fromInvDate: optional(date('invoice date, inclusive; without dates and number: the last 30 days')),
  toInvDate: optional(date('invoice date, inclusive')),
  fetchType: optional(oneOf(FETCH_TYPES, 'default ALL; NEW: not fetched since its last change', 'FetchType')),
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

const CONTROL_STATUSES = ['REQUESTED', ...CASE_STATUSES] as const
const nullable = (description: string) => Type.Union([Type.String(), Type.Null()], { description })

const DistributionRecord = named(
  'DistributionRecord',
  Type.Object({
    invoiceNumber: invoiceNumber(),
    invoiceType: oneOf(INVOICE_TYPES, 'Saatava extension', 'InvoiceType'),
    invoiceDate: date(),
    status: oneOf(INVOICE_STATUSES, 'the invoice’s status', 'InvoiceStatus'),
    distributionStatus: oneOf(OUTCOMES, 'Saatava extension. NONE: Saatava did not send it', 'DistributionStatus'),
    method: Type.Union([oneOf(DISTRIBUTION_METHODS, undefined, 'DistributionMethod'), Type.Null()], {
      description: 'the channel of the delivery; NONE: Saatava does not send it',
    }),
    sentAt: orNull(instant()),
    deliveredAt: orNull(instant()),
    paymentControlStatus: Type.Union([oneOf(CONTROL_STATUSES, undefined, 'PaymentControlStatus'), Type.Null()], {
      description: 'REQUESTED until its case is opened, then the status of the case; null without payment control',
    }),
    caseId: orNull(Type.Integer()),
    failureReason: nullable('reason why it is not being sent, or could not be delivered'),
    updatedAt: instant('Saatava extension'),
  }),
)

export const Distributions = named(
  'Distributions',
  Type.Object({
    metaData: Type.Object({
      totalCount: Type.Integer({ minimum: 0 }),
      successfulCount: Type.Integer({ minimum: 0 }),
      failedCount: Type.Integer({ minimum: 0 }),
      filtersApplied: Type.Object({
        invoiceNumber: orNull(invoiceNumber()),
        fromInvDate: orNull(date()),
        toInvDate: orNull(date()),
        fetchType: orNull(oneOf(FETCH_TYPES, undefined, 'FetchType')),
        defaultLast30Days: Type.Boolean(),
      }),
    }),
    distributions: Type.Array(DistributionRecord),
  }),
)

export const DistributionsV2 = named(
  'DistributionChanges',
  Type.Object({
    distributions: Type.Array(DistributionRecord),
    hasMore: Type.Boolean({
      description: 'Saatava extension, false: there are no newer items yet; the Link works in any case',
    }),
  }),
)

const PortfolioRecord = named(
  'PartnerDistributionRecord',
  Type.Object({ clientIdentifier: Type.Integer(), ...DistributionRecord.properties }),
)

export const PortfolioDistributions = named(
  'PartnerDistributionChanges',
  Type.Object({
    distributions: Type.Array(PortfolioRecord),
    hasMore: DistributionsV2.properties.hasMore,
  }),
)
