import type { FastifyInstance } from 'fastify'
import { route } from '../platform/http/route.ts'
import { FINVOICE_CREDENTIALS_EXAMPLE } from './examples.ts'
import { finvoiceCredentials } from './finvoice-credentials.ts'
import { type Intermediator, NO_INTERMEDIATOR } from './intermediator.ts'
import { FinvoiceCredentials } from './schemas.ts'

/** @param intermediator of the deployment; a client may have another one */
export function operationsRoutes(app: FastifyInstance, intermediator: Intermediator = NO_INTERMEDIATOR): void {
  route(app, {
    method: 'GET',
    path: '/api/v1/partner/operations/finvoice-credentials',
    published: true,
    permission: 'settings.read',
    tag: 'Operations',
    operationId: 'getFinvoiceCredentials',
    summary: 'Finvoice credentials',
    description: 'Returns the client’s e-invoice address, its operator, and whether sending and receiving are open.',
    responses: {
      200: { description: 'The credentials', schema: FinvoiceCredentials, example: FINVOICE_CREDENTIALS_EXAMPLE },
    },
    handler: (ctx) => finvoiceCredentials(ctx, intermediator),
  })
}
