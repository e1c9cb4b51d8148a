import type { FastifyInstance } from 'fastify'
import type { ClientCtx } from '../platform/context.ts'
import { route } from '../platform/http/route.ts'
import type { InvoiceCtx, InvoiceServices } from './context.ts'
import { invoiceFile } from './document-file.ts'
import { INVOICE_EXAMPLE } from './examples.ts'
import { type PaymentOf, readInvoice } from './read-invoice.ts'
import { InvoiceAccepted, SalesInvoiceRequest } from './schemas.ts'
import { submitBatch } from './submit-batch.ts'
import { submitInvoice } from './submit-invoice.ts'
import { BatchOutcome, FileQuery, InvoiceParams, InvoiceQuery, InvoiceView } from './view-schemas.ts'

const TAG = 'Invoices'
const BASE = '/api/v1/partner'

/** @param paymentOf what GET /invoice/{number} shows of the invoice's case */
export function invoiceRoutes(app: FastifyInstance, invoices: InvoiceServices, paymentOf: PaymentOf): void {
  const within = (ctx: ClientCtx): InvoiceCtx => ({ ...ctx, invoices })

  route(app, {
    method: 'POST',
    path: `${BASE}/invoice`,
    published: true,
    permission: 'invoice.submit',
    tag: TAG,
    operationId: 'submitInvoice',
    summary: 'Create an invoice',
    description:
      'Stores the invoice as PAUSED; Saatava evaluates and sends it a moment later. Repeating a request changes nothing. A request with the same number and type but other content conflicts, unless the stored invoice is DRAFT, ERROR, MANUAL or DUPLICATE: then it is replaced.',
    body: SalesInvoiceRequest,
    bodyExamples: { published: INVOICE_EXAMPLE },
    responses: { 200: { description: 'Accepted and stored', schema: InvoiceAccepted } },
    handler: (ctx, { body, idempotency }) => submitInvoice(within(ctx), body, idempotency),
  })
  route(app, {
    method: 'POST',
    path: `${BASE}/invoices/batch`,
    permission: 'invoice.submit',
    tag: TAG,
    operationId: 'submitInvoiceBatch',
    summary: 'Create many invoices',
    description:
      'Saatava extension. application/x-ndjson, one invoice a line, up to 10 000; the answer is NDJSON too, with one outcome a line, in the same order. Lines are independent: a line with status 200 is stored, whatever the outcome of the others.',
    body: SalesInvoiceRequest,
    ndjson: true,
    bodyExamples: { line: INVOICE_EXAMPLE },
    responses: {
      200: { description: 'One outcome a line', schema: BatchOutcome, mediaTypes: ['application/x-ndjson'] },
    },
    handler: async (ctx, { lines, idempotency }) => submitBatch(within(ctx), lines, idempotency),
  })
  route(app, {
    method: 'GET',
    path: `${BASE}/invoice/:number`,
    permission: 'invoice.read',
    tag: TAG,
    operationId: 'getInvoice',
    summary: 'One invoice',
    description:
      'Saatava extension. Returns the status with its reasons, the amounts, paymentState with the case and the payments, and all deliveries, planned ones included.',
    params: InvoiceParams,
    query: InvoiceQuery,
    responses: { 200: { description: 'The invoice', schema: InvoiceView } },
    handler: (ctx, { params, query }) => readInvoice(ctx, paymentOf, params.number, query.type),
  })
  route(app, {
    method: 'GET',
    path: `${BASE}/invoice/:number/document`,
    writes: true,
    permission: 'invoice.read',
    tag: TAG,
    operationId: 'getInvoiceDocument',
    summary: 'The document of an invoice',
    description: 'Saatava extension. Returns the PDF, or the e-invoice file that was sent, byte for byte.',
    params: InvoiceParams,
    query: FileQuery,
    responses: {
      200: {
        description: 'The PDF, or with format FINVOICE or UBL the e-invoice file',
        mediaTypes: ['application/pdf', 'application/xml'],
      },
    },
    handler: (ctx, { params, query }) => invoiceFile(within(ctx), params.number, query.type, query.format ?? 'PDF'),
  })
}
