import type { FastifyInstance } from 'fastify'
import { route } from '../../platform/http/route.ts'
import { correctDebtor, removeMark, setMark } from './change-debtor.ts'
import { DEBTORS_EXAMPLE, DEBTOR_EXAMPLE, MARK_EXAMPLE, PATCH_EXAMPLE } from './examples.ts'
import { listDebtors } from './list-debtors.ts'
import { DebtorParams, DebtorPatch, DebtorView, Debtors, DebtorsQuery, MarkBody, MarkParams } from './schemas.ts'
import { showDebtor } from './show-debtor.ts'

const TAG = 'Debtors'
const DEBTORS = '/api/v1/partner/debtors'
const DEBTOR = `${DEBTORS}/:debtorId`
const SHOWN = { description: 'The debtor', schema: DebtorView, example: DEBTOR_EXAMPLE }

export function debtorRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    path: DEBTORS,
    permission: 'debtor.read',
    tag: TAG,
    operationId: 'listDebtors',
    summary: 'The debtors',
    description:
      'Saatava extension. Lists persons and companies over all their cases, by name. A national id is searched for by exact match and shown masked. Filters narrow each other; follow the Link of each page. Accept: text/csv gives the same rows as CSV.',
    query: DebtorsQuery,
    csv: 'debtors',
    responses: { 200: { description: 'A page of debtors', schema: Debtors, example: DEBTORS_EXAMPLE } },
    handler: (ctx, { query }) => listDebtors(ctx, query),
  })
  route(app, {
    method: 'GET',
    path: DEBTOR,
    permission: 'debtor.read',
    tag: TAG,
    operationId: 'getDebtor',
    summary: 'One debtor',
    description:
      'Saatava extension. Returns a debtor as of today: the balance over its open cases, its cases and letters, its contact data with their history, and its marks.',
    params: DebtorParams,
    responses: { 200: SHOWN },
    handler: (ctx, { params }) => showDebtor(ctx, params.debtorId),
  })
  route(app, {
    method: 'PATCH',
    path: DEBTOR,
    permission: 'debtor.write',
    tag: TAG,
    operationId: 'updateDebtor',
    summary: 'Correct the contact data of a debtor',
    description:
      'Saatava extension. Changes the fields that are sent, for all open cases of the debtor, and clears those that are null. The address is sent as a whole. The next letters use the new data.',
    params: DebtorParams,
    body: DebtorPatch,
    unknownFields: 'refuse',
    bodyExamples: { address: PATCH_EXAMPLE },
    responses: { 200: SHOWN },
    handler: (ctx, { params, body }) => correctDebtor(ctx, params.debtorId, body),
  })
  route(app, {
    method: 'PUT',
    path: `${DEBTOR}/marks/:mark`,
    permission: 'debtor.mark',
    tag: TAG,
    operationId: 'setDebtorMark',
    summary: 'Set a mark of a debtor',
    description:
      'Saatava extension. DECEASED, BANKRUPT and DEBT_RESTRUCTURING suspend the open cases of the debtor, and so does GUARDIAN without a guardian. With a guardian the letters go to the guardian. PROTECTED_ADDRESS hides the address. A mark that stands already is set again.',
    params: MarkParams,
    body: MarkBody,
    unknownFields: 'refuse',
    bodyExamples: { guardian: MARK_EXAMPLE },
    responses: { 200: SHOWN },
    handler: (ctx, { params, body }) => setMark(ctx, params.debtorId, params.mark, body),
  })
  route(app, {
    method: 'DELETE',
    path: `${DEBTOR}/marks/:mark`,
    permission: 'debtor.mark',
    tag: TAG,
    operationId: 'removeDebtorMark',
    summary: 'Lift a mark of a debtor',
    description: 'Saatava extension. Cases that this mark alone stopped go on.',
    params: MarkParams,
    responses: { 200: SHOWN },
    handler: (ctx, { params, idempotency }) => removeMark(ctx, params.debtorId, params.mark, idempotency),
  })
}
