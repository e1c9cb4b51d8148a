/**
 * Evaluates what waits for it, a batch at a time, each batch in one transaction: locked, judged, written, with its
 * deliveries and events. A worker that dies in between leaves everything as it was.
 */
import type { ClientId } from '@saatava/core/ids.ts'
import { creditCases } from './credit-cases.ts'
import type { Ctx } from '../platform/context.ts'
import { type Tx, isDatabaseUnavailable, isDeadlock, withTransaction } from '../platform/database.ts'
import { type WorkQueue, handleEach } from '../platform/queue/retry.ts'
import { referenceKey } from '@saatava/core/references/reference-key.ts'
import { type SettingsInForce, settingsOf } from '../settings/client-settings.ts'
import { invoiceAmounts } from '../invoices/amounts.ts'
import type { InvoiceDocument } from '@saatava/einvoice/model/document.ts'
import { storedDocument } from '@saatava/einvoice/model/document-json.ts'
import { markDistributed } from './mark-distributed.ts'
import { buildDocument } from '../invoices/evaluate/build-document.ts'
import { creditExceeds } from '../invoices/evaluate/check-credit.ts'
import { needsOwnPage } from '../invoices/evaluate/check-payee.ts'
import { deskOf } from '../invoices/evaluate/desk-of.ts'
import { evaluateInvoice } from '../invoices/evaluate/evaluate-invoice.ts'
import {
  type Deployment,
  EVALUATED_AT_ONCE_MAX,
  type Evaluation,
  type EvaluationInput,
} from '../invoices/evaluate/input.ts'
import type { Original } from '../invoices/evaluate/candidate.ts'
import type { Desk } from '../invoices/evaluate/pay-to.ts'
import {
  type Batch,
  type DueRow,
  type InvoiceKey,
  type Judged,
  clientsToEvaluate,
  creditOriginal,
  findOriginals,
  lockDue,
  postpone,
  writeVerdicts,
} from '../invoices/evaluate/queries.ts'
import type { SalesInvoiceRequest } from '../invoices/schemas.ts'
import { keyOfInvoice, readRequest } from '../invoices/stored-invoice.ts'
import { enqueueDeliveries } from '../deliveries/enqueue.ts'
import { type Judgement, giveUniqueReferences } from '../invoices/evaluate/unique-references.ts'

/** A credit note whose original is still to be evaluated waits for it; one whose original is not there looks twice. */
const ORIGINAL_WAIT_MS = 500

interface Requested extends Omit<DueRow, 'payload'> {
  request: SalesInvoiceRequest
}

interface Result extends Judgement {
  row: Requested
}

const EVALUATION: WorkQueue<InvoiceKey> = {
  name: 'invoices to evaluate',
  subjectOf: ({ invoiceId }) => `invoice:${invoiceId}`,
  postpone: (tx, key, until) => postpone(tx, [key], until),
}

/** @returns how many were judged; EVALUATED_AT_ONCE_MAX means that there may be more */
export async function evaluateDue(ctx: Ctx, deployment: Deployment, limit = EVALUATED_AT_ONCE_MAX): Promise<number> {
  const { pool, clock } = ctx.platform
  const clientIds = await clientsToEvaluate(pool, clock.now(), limit)
  if (clientIds.length === 0) return 0
  try {
    return await withTransaction(pool, (tx) => evaluateBatch(ctx, tx, deployment, { limit, clientIds }))
  } catch (error) {
    if (isDatabaseUnavailable(error) || isDeadlock(error)) throw error
    ctx.log.warn({ err: error }, 'a batch of invoices is evaluated one by one')
    const keys = await withTransaction(pool, (tx) => lockDue(tx, clock.now(), { limit, clientIds }))
    return handleEach(ctx, EVALUATION, { keys, batchMax: limit }, (only) =>
      withTransaction(pool, async (tx) => {
        const batch = { limit: 1, clientIds: [only.clientId], only }
        return (await evaluateBatch(ctx, tx, deployment, batch)) > 0
      }),
    )
  }
}

/** Throws where one of them cannot be evaluated: nothing of the batch is written then. */
async function evaluateBatch(ctx: Ctx, tx: Tx, deployment: Deployment, batch: Batch): Promise<number> {
  const { pool, clock, config } = ctx.platform
  const enforcesAddresses = config.environment === 'production'
  const rows = (await lockDue(tx, clock.now(), batch)).map(requestedOf)
  if (rows.length === 0) return 0
  const settings = await settingsOf(pool, tx, new Set(rows.map((row) => row.clientId)))
  const originals = await findOriginals(tx, rows.flatMap(aboutOf))
  const desk = await deskOf(ctx.platform, tx, new Set(rows.map((row) => row.clientId)))
  const waiting: Requested[] = []
  const results: Result[] = []
  for (const row of rows) {
    const original = aboutOf(row).map(({ clientId, number }) => originals.get(`${clientId} ${number}`))[0]
    if (comesLater(row, original, clock.now())) {
      waiting.push(row)
      continue
    }
    const input = inputOf(row, settings, original, { deployment, desk, enforcesAddresses })
    results.push({ row, input, evaluation: evaluateInvoice(input) })
  }
  const now = clock.now()
  await postpone(tx, waiting, new Date(now.getTime() + ORIGINAL_WAIT_MS))
  await takeCredits(ctx, tx, results, now)
  await giveUniqueReferences(tx, results, desk, now)
  await write(ctx, tx, results, now)
  return rows.length
}

/** @throws StoredValueError: the invoice is then evaluated alone, and put off */
function requestedOf({ payload, ...row }: DueRow): Requested {
  return { ...row, request: readRequest(payload, keyOfInvoice(row)) }
}

// When invoices are sent at once, for example the lines of a batch, the credit note may be stored a moment before its
// original.
function comesLater(row: Requested, original: Original | undefined, now: Date): boolean {
  if (row.type !== 'CREDIT_NOTE') return false
  if (original === undefined) return now.getTime() - row.submittedAt.getTime() < ORIGINAL_WAIT_MS
  return original.status === 'PAUSED'
}

/** The invoice that a credit note credits, or that a reminder reminds of: it has the reminder's number. */
function aboutOf(row: Requested): { clientId: ClientId; number: number }[] {
  if (row.type === 'REMINDER') return [{ clientId: row.clientId, number: row.number }]
  const text = String(row.request.invoice.references?.creditedInvoiceNumber ?? '').trim()
  // Digits alone: Number() would also read "1e3" and "0x10".
  if (row.type !== 'CREDIT_NOTE' || !/^\d{1,15}$/.test(text)) return []
  return [{ clientId: row.clientId, number: Number(text) }]
}

function inputOf(
  row: Requested,
  settings: Map<ClientId, SettingsInForce>,
  original: Original | undefined,
  { desk, ...fixed }: Pick<EvaluationInput, 'deployment' | 'enforcesAddresses'> & { desk: Desk },
): EvaluationInput {
  const inForce = settings.get(row.clientId)
  if (inForce === undefined) throw new Error(`there is no client ${row.clientId}`)
  const { duplicate, attachmentFaults, printouts, submittedAt: _submittedAt, ...candidate } = row
  const { amounts } = invoiceAmounts(row.request, row.currency)
  return {
    ...fixed,
    candidate,
    inForce,
    amounts,
    ...buildDocument(candidate, amounts, inForce, { desk, original }),
    original,
    duplicate: duplicate ?? undefined,
    attachmentFaults: attachmentFaults ?? [],
    printouts: printouts ?? [],
  }
}

/** Accepted credit notes take their part of the original now; of two that want the same rest, the later one is refused. */
async function takeCredits(ctx: Ctx, tx: Tx, results: Result[], at: Date): Promise<void> {
  for (const { input, evaluation } of results) {
    const { candidate, original, document } = input
    if (candidate.type !== 'CREDIT_NOTE' || evaluation.verdict !== 'ACCEPTED' || original === undefined) continue
    const { total } = document.totals
    const { clientId, number: creditNote } = candidate
    if (await creditOriginal(tx, { clientId, invoiceId: original.invoiceId, creditNote, total }, at)) {
      const credit = { clientId, invoiceId: original.invoiceId, creditNoteNumber: creditNote, amount: total }
      await creditCases(ctx, tx, [credit], at)
      continue
    }
    const found = await findOriginals(tx, [{ clientId: candidate.clientId, number: original.number }])
    const now = found.get(`${candidate.clientId} ${original.number}`) ?? original
    evaluation.verdict = 'ERROR'
    evaluation.reasons = [creditExceeds(original.number, total, now.total - now.credited, candidate.currency)]
    evaluation.deliveries = []
  }
}

async function write(ctx: Ctx, tx: Tx, results: Result[], at: Date): Promise<void> {
  if (results.length === 0) return
  const written = await writeVerdicts(
    tx,
    results.map(({ input, evaluation }) => judgedOf(input, evaluation)),
    at,
  )
  const accepted = results.filter(
    ({ row, evaluation }) => evaluation.verdict === 'ACCEPTED' && written.has(row.invoiceId),
  )
  const deliveries = accepted.flatMap(({ row: { clientId, invoiceId }, evaluation }) =>
    evaluation.deliveries.map((delivery) => ({ clientId, invoiceId, letterId: null, ...delivery })),
  )
  await enqueueDeliveries(tx, deliveries, at)
  const undelivered = accepted.filter(({ evaluation }) => evaluation.deliveries.length === 0)
  await markDistributed(
    ctx,
    tx,
    undelivered.map(({ row: { clientId, invoiceId } }) => ({ clientId, invoiceId, method: null })),
    at,
  )
}

/** The row that the verdict on an invoice writes. */
export function judgedOf(input: EvaluationInput, evaluation: Evaluation): Judged {
  const { candidate, document, original, duplicate, inForce } = input
  const { verdict, reasons, warnings, deliveries } = evaluation
  const accepted = verdict === 'ACCEPTED'
  const { reference } = document.payment
  return {
    clientId: candidate.clientId,
    invoiceId: candidate.invoiceId,
    number: candidate.number,
    verdict,
    reasons,
    warnings,
    // Kept for MANUAL and DUPLICATE too: who approves wants to see what will be sent.
    document: verdict === 'ERROR' ? null : JSON.stringify(storedDocument(withOwnPage(input), inForce.settings.logo)),
    // In the form by which payments are matched.
    paymentReference: reference === undefined ? null : referenceKey(reference.value),
    creditsInvoiceId: accepted && candidate.type === 'CREDIT_NOTE' ? (original?.invoiceId ?? null) : null,
    duplicateOf: verdict === 'DUPLICATE' ? (duplicate?.invoiceId ?? null) : null,
    method: deliveries[0]?.channel ?? null,
  }
}

function withOwnPage(input: EvaluationInput): InvoiceDocument {
  const { document } = input
  return needsOwnPage(input) ? { ...document, payment: { ...document.payment, ownPage: true } } : document
}
