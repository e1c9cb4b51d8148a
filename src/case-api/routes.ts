import type { FastifyInstance } from 'fastify'
import type { Renderer } from '../documents/renderer.ts'
import type { Deployment } from '../invoices/evaluate/input.ts'
import type { PdfChecker } from '../invoices/attachments/pdf-checker.ts'
import { INVOICE_EXAMPLE } from '../invoices/examples.ts'
import { SalesInvoiceRequest } from '../invoices/schemas.ts'
import { route } from '../platform/http/route.ts'
import {
  ACTION_EXAMPLE,
  ACTION_PREVIEW_EXAMPLE,
  ACTION_SHOWN_EXAMPLE,
  APPROVE_EXAMPLE,
  APPROVE_LEGAL_EXAMPLE,
  PREVIEW_EXAMPLE,
} from './actions/examples.ts'
import { previewActions } from './actions/preview-actions.ts'
import {
  ActionBatch,
  ActionParams,
  ActionPreview,
  ActionView,
  Actions,
  ActionsQuery,
  ActionsTaken,
} from './actions/schemas.ts'
import { listActions, showAction } from './actions/show-actions.ts'
import { submitActions } from './actions/submit-actions.ts'
import { LETTERS_EXAMPLE } from './letters/examples.ts'
import { letterFile } from '../dunning/letters/letter-file.ts'
import { listLetters } from './letters/list-letters.ts'
import { LetterParams, Letters, LettersQuery } from './letters/schemas.ts'
import { CASE_EXAMPLE, INVOICE_PREVIEW_EXAMPLE } from './view/examples.ts'
import { getCase } from './view/get-case.ts'
import { previewInvoice } from './view/preview-invoice.ts'
import { InvoicePreviewView } from './view/preview-schemas.ts'
import { CaseQuery, CaseView } from './view/schemas.ts'

const TAG = 'Cases'
const BASE = '/api/v1/partner/invoice'

export interface CaseParts {
  checker: PdfChecker
  renderer: Renderer
  deployment: Deployment
  /** Wakes this process's workers. */
  wake(): void
}

export function caseRoutes(app: FastifyInstance, { checker, renderer, deployment, wake }: CaseParts): void {
  route(app, {
    method: 'POST',
    path: `${BASE}/action`,
    published: true,
    permission: 'case.act',
    tag: TAG,
    operationId: 'submitActions',
    summary: 'Create an invoice action',
    description:
      'Stores all actions of the batch, or none. The answer comes before the actions are performed; Saatava performs them in order a moment later. The outcome of each action is an event of its case: performed with its effect, or refused with the rule. Only APPROVE of an invoice is done before the answer. With Prefer: return=representation the answer shows the actions. With Prefer: wait=SECONDS (at most 30) it waits for their outcome.',
    body: ActionBatch,
    bodyExamples: { published: ACTION_EXAMPLE, approve: APPROVE_EXAMPLE, approveLegalSteps: APPROVE_LEGAL_EXAMPLE },
    prefers: true,
    responses: {
      200: {
        description: 'Accepted and stored; with Prefer, the actions and their outcome',
        schema: ActionsTaken,
        example: {},
      },
    },
    handler: (ctx, { body, idempotency, prefer }) => submitActions(ctx, body, idempotency, prefer, wake),
  })
  route(app, {
    method: 'GET',
    path: `${BASE}/actions`,
    permission: 'case.read',
    tag: TAG,
    operationId: 'listActions',
    summary: 'The actions of a case or an invoice',
    description:
      'Saatava extension. Lists the actions of a case or an invoice in the order of the requests, with their outcome.',
    query: ActionsQuery,
    csv: 'actions',
    responses: {
      200: { description: 'A page of actions', schema: Actions, example: { actions: [ACTION_SHOWN_EXAMPLE] } },
    },
    handler: (ctx, { query }) => listActions(ctx, query),
  })
  route(app, {
    method: 'GET',
    path: `${BASE}/action/:actionId`,
    permission: 'case.read',
    tag: TAG,
    operationId: 'getAction',
    summary: 'One action and its outcome',
    description:
      'Saatava extension. The action is PENDING until it is performed; then it is PERFORMED with its effect, or REFUSED with the rule.',
    params: ActionParams,
    responses: { 200: { description: 'The action', schema: ActionView, example: ACTION_SHOWN_EXAMPLE } },
    handler: (ctx, { params }) => showAction(ctx, params.actionId),
  })
  route(app, {
    method: 'POST',
    path: `${BASE}/action/preview`,
    permission: 'case.read',
    tag: TAG,
    operationId: 'previewActions',
    summary: 'Preview actions (dry run)',
    description: 'Saatava extension. Performs the batch on the present cases and rolls it back; nothing is stored.',
    body: ActionBatch,
    bodyExamples: { ours: PREVIEW_EXAMPLE },
    responses: {
      200: {
        description: 'An outcome for each action, in order',
        schema: ActionPreview,
        example: ACTION_PREVIEW_EXAMPLE,
      },
    },
    handler: (ctx, { body }) => previewActions(ctx, body),
  })
  route(app, {
    method: 'GET',
    path: `${BASE}/case`,
    published: true,
    permission: 'case.read',
    tag: TAG,
    operationId: 'getCase',
    summary: 'Retrieve case details',
    description:
      'Returns a case by caseId or invoiceNumber, as of today. Each cost, each period of interest and each allocation names its rule and the source of the rule. Movements show the claim as a statement whose columns add up to the balance.',
    query: CaseQuery,
    responses: { 200: { description: 'The case', schema: CaseView, example: CASE_EXAMPLE } },
    handler: (ctx, { query }) => getCase(ctx, query),
  })
  route(app, {
    method: 'GET',
    path: `${BASE}/case/letters`,
    permission: 'case.read',
    tag: TAG,
    operationId: 'listLetters',
    summary: 'The letters of a case',
    description:
      'Saatava extension. Lists reminders, demands and all other letters of a case in order, with the channel of each and the address of its PDF.',
    query: LettersQuery,
    csv: 'letters',
    responses: { 200: { description: 'The letters', schema: Letters, example: LETTERS_EXAMPLE } },
    handler: (ctx, { query }) => listLetters(ctx, query),
  })
  route(app, {
    method: 'GET',
    path: `${BASE}/case/letters/:letterId/document`,
    writes: true,
    permission: 'case.read',
    tag: TAG,
    operationId: 'getLetterDocument',
    summary: 'The document of a letter',
    description:
      'Saatava extension. Returns the archived PDF. If it does not exist yet, Saatava makes and archives it now.',
    params: LetterParams,
    responses: { 200: { description: 'The PDF', mediaTypes: ['application/pdf'] } },
    handler: (ctx, { params }) => letterFile(ctx, renderer, params.letterId),
  })
  route(app, {
    method: 'POST',
    path: `${BASE}/preview`,
    permission: 'invoice.submit',
    tag: 'Invoices',
    operationId: 'previewInvoice',
    summary: 'Preview an invoice (dry run)',
    description:
      'Saatava extension. Returns the evaluation with its reasons, the planned deliveries, the reference and the amounts. For payment control it also returns the case that would open: each step with its day, its maximum fee and its rule. Attachments given by url are not fetched; nothing is stored.',
    body: SalesInvoiceRequest,
    bodyExamples: { published: INVOICE_EXAMPLE },
    responses: {
      200: {
        description: 'The result that the invoice would have',
        schema: InvoicePreviewView,
        example: INVOICE_PREVIEW_EXAMPLE,
      },
    },
    handler: (ctx, { body }) => previewInvoice(ctx, checker, deployment, body),
  })
}
