import type { FastifyInstance } from 'fastify'
import { route } from '../platform/http/route.ts'
import { listDistributions } from './list-distributions.ts'
import { listDistributionsV2 } from './list-distributions-v2.ts'
import { listPartnerDistributions } from './list-partner-distributions.ts'
import {
  DistributionFilters,
  DistributionFiltersV2,
  Distributions,
  DistributionsV2,
  PortfolioDistributionFilters,
  PortfolioDistributions,
} from './schemas.ts'

const TAG = 'Invoices'

export function distributionRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    path: '/api/v1/partner/invoice/distribution',
    published: true,
    writes: true,
    permission: 'delivery.read',
    tag: TAG,
    operationId: 'listDistributions',
    summary: 'Retrieve distribution information',
    description:
      'Lists records in the order of invoice dates. With fetchType NEW a page counts as fetched when you request its Link, so a lost page is sent again.',
    query: DistributionFilters,
    csv: 'distributions',
    responses: { 200: { description: 'A page, and counts over all pages', schema: Distributions } },
    handler: (ctx, { query }) => listDistributions(ctx, query),
  })
  route(app, {
    method: 'GET',
    path: '/api/v2/partner/invoice/distribution',
    published: true,
    permission: 'delivery.read',
    tag: TAG,
    operationId: 'listDistributionChanges',
    summary: 'Retrieve distribution information, version 2',
    description:
      'Lists the same records in the order of their changes. Follow the Link of each answer, even of an empty one, to see every change. A page takes the same time for any number of invoices.',
    query: DistributionFiltersV2,
    csv: 'distributions',
    responses: { 200: { description: 'A page of changes', schema: DistributionsV2 } },
    handler: (ctx, { query }) => listDistributionsV2(ctx, query),
  })
  route(app, {
    method: 'GET',
    path: '/api/v1/partner/partner/distributions',
    permission: 'portfolio.read',
    tag: TAG,
    operationId: 'listPartnerDistributions',
    summary: 'Retrieve the distribution information of all clients',
    description:
      'With the provisioning token. Lists the records of all clients of the partner in the order of their changes, each with its clientIdentifier. Follow the Link of each answer, even of an empty one, to see every change.',
    query: PortfolioDistributionFilters,
    csv: 'distributions',
    responses: { 200: { description: 'A page of changes', schema: PortfolioDistributions } },
    handler: (ctx, { query }) => listPartnerDistributions(ctx, query),
  })
}
