import type { FastifyInstance } from 'fastify'
import { route } from '../../platform/http/route.ts'
import { CASES_EXAMPLE, INVOICES_EXAMPLE } from './examples.ts'
import { listCases } from './list-cases.ts'
import { listInvoices } from './list-invoices.ts'
import { Cases, CasesQuery, Invoices, InvoicesQuery } from './schemas.ts'

const BASE = '/api/v1/partner'

export function listRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    path: `${BASE}/invoices`,
    permission: 'invoice.read',
    tag: 'Invoices',
    operationId: 'listInvoices',
    summary: 'The invoices',
    description:
      'Saatava extension. Lists invoices by due date, each with its case and what has been paid. Filters narrow each other; follow the Link of each page. Accept: text/csv gives the same rows as CSV.',
    query: InvoicesQuery,
    csv: 'invoices',
    responses: { 200: { description: 'A page of invoices', schema: Invoices, example: INVOICES_EXAMPLE } },
    handler: (ctx, { query }) => listInvoices(ctx, query),
  })
  route(app, {
    method: 'GET',
    path: `${BASE}/cases`,
    permission: 'case.read',
    tag: 'Cases',
    operationId: 'listCases',
    summary: 'The cases',
    description:
      'Saatava extension. Lists cases by due date, each with what is open today. With waitingForMe it lists what waits for the creditor. Filters narrow each other; follow the Link of each page. Accept: text/csv gives the same rows as CSV.',
    query: CasesQuery,
    csv: 'cases',
    responses: { 200: { description: 'A page of cases', schema: Cases, example: CASES_EXAMPLE } },
    handler: (ctx, { query }) => listCases(ctx, query),
  })
}
