import type { FastifyInstance } from 'fastify'
import { route } from '../platform/http/route.ts'
import { listDistributions } from './list-distributions.ts'
import { listDistributionsV2 } from './list-distributions-v2.ts'
import { DistributionFilters, DistributionFiltersV2, Distributions, DistributionsV2 } from './schemas.ts'

const TAG = 'Invoices'

export function distributionRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    path: '/api/v1/partner/invoice/distribution',
    published: true,
    writes: true,
    scope: 'client',
    tag: TAG,
    summary: 'Retrieve distribution information',
    description:
      'In the order of invoice dates. With fetchType NEW a page counts as fetched once its Link is asked for, so that what did not arrive comes again.',
    query: DistributionFilters,
    responses: { 200: { description: 'A page, and counts over all of them', schema: Distributions } },
    handler: (ctx, { query }) => listDistributions(ctx, query),
  })
  route(app, {
    method: 'GET',
    path: '/api/v2/partner/invoice/distribution',
    published: true,
    scope: 'client',
    tag: TAG,
    summary: 'Retrieve distribution information, version 2',
    description:
      'The same records in the order of their changes. Follow the Link of each answer, also of one that is empty, and every change is seen; a page costs the same however many invoices there are.',
    query: DistributionFiltersV2,
    responses: { 200: { description: 'A page of changes', schema: DistributionsV2 } },
    handler: (ctx, { query }) => listDistributionsV2(ctx, query),
  })
}
