import type { FastifyInstance } from 'fastify'
import { route } from '../platform/http/route.ts'
import { acknowledgeSettlements } from './acknowledge-settlements.ts'
import { ACKNOWLEDGEMENT_EXAMPLE, SETTLEMENTS_EXAMPLE, SETTLEMENT_EXAMPLE } from './examples.ts'
import type { Renderer } from '../documents/renderer.ts'
import { listSettlements } from './list-settlements.ts'
import {
  Acknowledged,
  Acknowledgement,
  OneSettlement,
  SettlementFilters,
  SettlementParams,
  Settlements,
} from './schemas.ts'
import { settlementDocument } from './render-settlement.ts'
import { showSettlement } from './show-settlement.ts'

export function settlementRoutes(app: FastifyInstance, renderer: Renderer): void {
  route(app, {
    method: 'GET',
    path: '/api/v1/partner/settlements',
    published: true,
    writes: true,
    permission: 'settlement.read',
    tag: 'Settlements',
    operationId: 'listSettlements',
    summary: 'Retrieve settlements',
    description:
      'Lists payouts to the client with the allocations in each settlement; without dates, the last 30 days. With unfetchedOnly=true a settlement is returned until you confirm its receipt: follow the Link of the page, or acknowledge the settlement. A lost answer is repeated.',
    query: SettlementFilters,
    csv: 'settlements',
    responses: { 200: { description: 'A page of settlements', schema: Settlements, example: SETTLEMENTS_EXAMPLE } },
    handler: (ctx, { query }) => listSettlements(ctx, query),
  })
  route(app, {
    method: 'GET',
    path: '/api/v1/partner/settlements/:settlementId',
    permission: 'settlement.read',
    tag: 'Settlements',
    operationId: 'getSettlement',
    summary: 'One settlement',
    description:
      'Saatava extension. Returns a settlement as in the list; reading it does not count as fetching, so unfetchedOnly=true is not affected. Accept: text/csv gives its allocations as CSV.',
    params: SettlementParams,
    csv: 'settlement.allocations',
    responses: {
      200: { description: 'The settlement', schema: OneSettlement, example: SETTLEMENT_EXAMPLE },
    },
    handler: (ctx, { params }) => showSettlement(ctx, params.settlementId),
  })
  route(app, {
    method: 'GET',
    path: '/api/v1/partner/settlements/:settlementId/document',
    permission: 'settlement.read',
    tag: 'Settlements',
    operationId: 'getSettlementDocument',
    summary: 'One settlement as a PDF',
    description: 'Saatava extension. Returns the statement of a settlement in the language of the client.',
    params: SettlementParams,
    responses: { 200: { description: 'The PDF', mediaTypes: ['application/pdf'] } },
    handler: (ctx, { params }) => settlementDocument(ctx, renderer, params.settlementId),
  })
  route(app, {
    method: 'POST',
    path: '/api/v1/partner/settlements/acknowledge',
    permission: 'settlement.acknowledge',
    tag: 'Settlements',
    operationId: 'acknowledgeSettlements',
    summary: 'Acknowledge settlements',
    description:
      'Confirms that you received and stored settlements: unfetchedOnly=true no longer returns them. Repeating it changes nothing. If you never fetched one of them, the request fails and none is acknowledged.',
    body: Acknowledgement,
    bodyExamples: { acknowledgement: ACKNOWLEDGEMENT_EXAMPLE },
    responses: {
      200: { description: 'Acknowledged', schema: Acknowledged, example: ACKNOWLEDGEMENT_EXAMPLE },
    },
    handler: (ctx, { body }) => acknowledgeSettlements(ctx, body),
  })
}
