import type { FastifyInstance } from 'fastify'
import { route } from '../platform/http/route.ts'
import { PAYMENTS_EXAMPLE } from './examples.ts'
import { listPayments } from './list-payments.ts'
import { PaymentFilters, Payments } from './schemas.ts'

export function paymentRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    path: '/api/v1/partner/payments',
    published: true,
    permission: 'payment.read',
    tag: 'Payments',
    operationId: 'listPayments',
    summary: 'Retrieve payments',
    description:
      'Lists payments allocated to invoices by booking date; without dates, the last 30 days. Until a payment is settled (settlementId), its allocation may change: a payment that the bank took back is no longer listed. Follow the Link for the next page.',
    query: PaymentFilters,
    csv: '',
    responses: { 200: { description: 'A page of payments', schema: Payments, example: PAYMENTS_EXAMPLE } },
    handler: (ctx, { query }) => listPayments(ctx, query),
  })
}
