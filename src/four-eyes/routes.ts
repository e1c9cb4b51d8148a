import type { FastifyInstance } from 'fastify'
import { route } from '../platform/http/route.ts'
import { ApprovalParams, ApprovalShown } from './schemas.ts'
import { approvalOf } from './show.ts'

export function approvalRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    path: '/api/v1/partner/approvals/:approvalId',
    permission: 'approval.read',
    tag: 'Approvals',
    operationId: 'getApproval',
    summary: 'Retrieve an approval',
    description:
      'An act that needs a second person of the agency is answered with 202 and the id of an approval. This shows its state. A client’s token and the partner’s provisioning token both see it.',
    params: ApprovalParams,
    responses: { 200: { description: 'The approval', schema: ApprovalShown } },
    handler: (ctx, { params }) => approvalOf(ctx, params.approvalId),
  })
}
