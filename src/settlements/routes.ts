import type { FastifyInstance } from 'fastify'
import { route } from '../platform/http/route.ts'
import { acknowledgeSettlements } from './acknowledge-settlements.ts'
import { ACKNOWLEDGEMENT_EXAMPLE, SETTLEMENTS_EXAMPLE, SETTLEMENT_EXAMPLE } from './examples.ts'
import { listSettlements } from './list-settlements.ts'
import {
  Acknowledged,
  Acknowledgement,
  OneSettlement,
  SettlementFilters,
  SettlementParams,
  Settlements,
} from './schemas.ts'
import { showSettlement } from './show-settlement.ts'

export function settlementRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    path: '/api/v1/partner/settlements',
    published: true,
    writes: true,
    scope: 'client',
    tag: 'Settlements',
    summary: 'Retrieve settlements',
    description:
      'What was paid out to the client, with the allocations in each settlement; without dates those of the last 30 days. With unfetchedOnly=true a settlement comes until its receipt is proved, by following the Link of the page or by acknowledging it: what got lost on the way comes again.',
    query: SettlementFilters,
    responses: { 200: { description: 'A page of settlements', schema: Settlements, example: SETTLEMENTS_EXAMPLE } },
    handler: (ctx, { query }) => listSettlements(ctx, query),
  })
  route(app, {
    method: 'GET',
    path: '/api/v1/partner/settlements/:settlementId',
    scope: 'client',
    tag: 'Settlements',
    summary: 'One settlement',
    description:
      'Saatava extension. As the list shows it; reading it does not hand it out, so unfetchedOnly=true is not affected.',
    params: SettlementParams,
    responses: {
      200: { description: 'The settlement', schema: OneSettlement, example: SETTLEMENT_EXAMPLE },
    },
    handler: (ctx, { params }) => showSettlement(ctx, params.settlementId),
  })
  route(app, {
    method: 'POST',
    path: '/api/v1/partner/settlements/acknowledge',
    scope: 'client',
    tag: 'Settlements',
    summary: 'Acknowledge settlements',
    description:
      'The settlements have been received and stored: unfetchedOnly=true returns them no more. Again, nothing changes. One that was never handed out is an error, and then none is acknowledged.',
    body: Acknowledgement,
    bodyExamples: { acknowledgement: ACKNOWLEDGEMENT_EXAMPLE },
    responses: {
      200: { description: 'Acknowledged', schema: Acknowledged, example: ACKNOWLEDGEMENT_EXAMPLE },
    },
    handler: (ctx, { body }) => acknowledgeSettlements(ctx, body),
  })
}
