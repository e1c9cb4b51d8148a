import type { FastifyInstance } from 'fastify'
import type { ClientCtx } from '../platform/context.ts'
import { route } from '../platform/http/route.ts'
import type { AccountingCtx, AccountingServices } from './context.ts'
import { connectionRoutes } from './connection-routes.ts'
import { dropDocument } from './drop-document.ts'
import { LEDGER_EXAMPLE, PAYMENT_EXAMPLE } from './examples.ts'
import { listDocumentStatus } from './list-documents.ts'
import { retryDocument } from './retry-document.ts'
import {
  Accepted,
  DocumentParams,
  Dropped,
  InvoiceFilters,
  InvoiceStatuses,
  LedgerFilters,
  LedgerStatuses,
  LedgerSubmission,
  PaymentFilters,
  PaymentStatuses,
  PaymentSubmission,
  Retried,
} from './schemas.ts'
import { submitLedger } from './submit-ledger.ts'
import { submitPayment } from './submit-payment.ts'

const TAG = 'Accounting'
const BASE = '/api/v1/partner/accounting'
/** How the ids of operations name a kind of document. */
const NAMES = { ledger: 'Ledger', payment: 'AccountingPayment', invoice: 'AccountingInvoice' } as const

export function accountingRoutes(app: FastifyInstance, accounting: AccountingServices): void {
  const within = (ctx: ClientCtx): AccountingCtx => ({ ...ctx, accounting })
  const none = { 204: { description: 'There are no results' } }

  route(app, {
    method: 'POST',
    path: `${BASE}/ledger`,
    published: true,
    permission: 'accounting.submit',
    tag: TAG,
    operationId: 'submitLedgers',
    summary: 'Submit ledger documents',
    description:
      'Submits vouchers for the accounting system. 200 means that they are stored; they are sent in the order of submission.',
    body: LedgerSubmission,
    bodyExamples: { published: LEDGER_EXAMPLE },
    responses: { 200: { description: 'Accepted and stored', schema: Accepted, example: {} } },
    handler: (ctx, { body, idempotency }) => submitLedger(within(ctx), body, idempotency),
  })
  route(app, {
    method: 'GET',
    path: `${BASE}/ledger`,
    published: true,
    permission: 'accounting.read',
    tag: TAG,
    operationId: 'listLedgers',
    summary: 'Status of ledger documents',
    query: LedgerFilters,
    csv: 'ledgers',
    responses: {
      200: { description: 'In order of submission; the next page is in the Link header', schema: LedgerStatuses },
      ...none,
    },
    handler: (ctx, { query }) => listDocumentStatus(within(ctx), 'ledger', query),
  })
  route(app, {
    method: 'POST',
    path: `${BASE}/payment`,
    published: true,
    permission: 'accounting.submit',
    tag: TAG,
    operationId: 'submitAccountingPayments',
    summary: 'Submit payments',
    description: 'Submits payments of sales invoices in the accounting system; all are stored, or none.',
    body: PaymentSubmission,
    bodyExamples: { published: PAYMENT_EXAMPLE },
    responses: { 200: { description: 'Accepted and stored', schema: Accepted, example: {} } },
    handler: (ctx, { body, idempotency }) => submitPayment(within(ctx), body, idempotency),
  })
  route(app, {
    method: 'GET',
    path: `${BASE}/payment`,
    published: true,
    permission: 'accounting.read',
    tag: TAG,
    operationId: 'listAccountingPayments',
    summary: 'Status of payments',
    query: PaymentFilters,
    csv: 'payments',
    responses: {
      200: { description: 'In order of submission; the next page is in the Link header', schema: PaymentStatuses },
      ...none,
    },
    handler: (ctx, { query }) => listDocumentStatus(within(ctx), 'payment', query),
  })
  route(app, {
    method: 'GET',
    path: `${BASE}/invoice`,
    published: true,
    permission: 'accounting.read',
    tag: TAG,
    operationId: 'listAccountingInvoices',
    summary: 'Status of invoice vouchers',
    query: InvoiceFilters,
    csv: 'invoices',
    responses: {
      200: { description: 'In order of submission; the next page is in the Link header', schema: InvoiceStatuses },
      ...none,
    },
    handler: (ctx, { query }) => listDocumentStatus(within(ctx), 'invoice', query),
  })
  for (const kind of ['ledger', 'payment', 'invoice'] as const) {
    route(app, {
      method: 'POST',
      path: `${BASE}/${kind}/:identifier/retry`,
      permission: 'accounting.retry',
      tag: TAG,
      operationId: `retry${NAMES[kind]}`,
      summary: `Retry a failed ${kind}`,
      description:
        'Saatava extension. For use after the cause of the failure was corrected. Saatava searches for the document in the accounting system, and sends it when it is not there.',
      params: DocumentParams,
      responses: { 200: { description: 'Queued again, in its earlier place', schema: Retried } },
      handler: (ctx, { params, idempotency }) => retryDocument(within(ctx), kind, params.identifier, idempotency),
    })
  }
  for (const kind of ['ledger', 'payment', 'invoice'] as const) {
    route(app, {
      method: 'POST',
      path: `${BASE}/${kind}/:identifier/drop`,
      permission: 'accounting.retry',
      tag: TAG,
      operationId: `drop${NAMES[kind]}`,
      summary: `Drop a failed ${kind}`,
      description:
        'Saatava extension. Gives up a failed document. It is not sent any more and stays listed with status 3; later documents of its invoice are sent.',
      params: DocumentParams,
      responses: { 200: { description: 'Dropped', schema: Dropped } },
      handler: (ctx, { params, idempotency }) => dropDocument(within(ctx), kind, params.identifier, { idempotency }),
    })
  }
  connectionRoutes(app, within)
}
