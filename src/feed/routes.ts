import type { FastifyInstance } from 'fastify'
import { route } from '../platform/http/route.ts'
import { listEvents } from './list-events.ts'
import { listPartnerEvents } from './list-partner-events.ts'
import { EventFilters, PartnerEvents, PortfolioEvents, PortfolioFilters } from './schemas.ts'

export function feedRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    path: '/api/v1/partner/events',
    permission: 'event.read',
    tag: 'Events',
    operationId: 'listEvents',
    summary: 'Retrieve events',
    description:
      'Lists all events of the client in one order that never changes. Follow the Link of each answer, even of an empty one, to see every event exactly once.',
    query: EventFilters,
    responses: { 200: { description: 'A page of events', schema: PartnerEvents } },
    handler: (ctx, { query }) => listEvents(ctx, query),
  })
  route(app, {
    method: 'GET',
    path: '/api/v1/partner/partner/events',
    permission: 'portfolio.read',
    tag: 'Events',
    operationId: 'listPartnerEvents',
    summary: 'Retrieve the events of all clients',
    description:
      'With the provisioning token. Lists the events of all clients of the partner in one order that never changes, each with its clientIdentifier. Follow the Link of each answer, even of an empty one, to see every event exactly once.',
    query: PortfolioFilters,
    responses: { 200: { description: 'A page of events', schema: PortfolioEvents } },
    handler: (ctx, { query }) => listPartnerEvents(ctx, query),
  })
}
