/**
 * Evaluates what waits for it, a batch at a time, each batch in one transaction: claimed, judged, written, with its
 * deliveries and events. A worker that dies in between leaves everything as it was.
 */
import { creditCases } from '../../cases/credit-cases.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Tx, withTransaction } from '../../platform/database.ts'
import { referenceKey } from '../../core/references/reference-key.ts'
import { type SettingsInForce, settingsOf } from '../../settings/client-settings.ts'
import { invoiceAmounts } from '../amounts.ts'
import { storedDocument } from '../document-json.ts'
import { markDistributed } from '../mark-distributed.ts'
import { buildDocument } from './build-document.ts'
import { creditExceeds } from './check-credit.ts'
import { evaluateInvoice } from './evaluate-invoice.ts'
import type { Deployment, Evaluation, EvaluationInput, Original } from './input.ts'
import {
  type DueRow,
  type Judged,
  creditOriginal,
  findOriginals,
  insertDeliveries,
  lockDue,
  postpone,
  writeVerdicts,
} from './queries.ts'

export const EVALUATED_AT_ONCE_MAX = 100
/** A credit note whose original is still to be evaluated waits for it; one whose original is not there looks twice. */
const ORIGINAL_WAIT_MS = 500
/** One that breaks our own code is looked at again, and must not hold up the others. */
const BROKEN_WAIT_MS = 60_000

/** @returns how many were judged; EVALUATED_AT_ONCE_MAX means that there may be more */
export async function evaluateDue(ctx: Ctx, deployment: Deployment): Promise<number> {
  const { pool, clock } = ctx.platform
  return withTransaction(pool, async (tx) => {
    const rows = await lockDue(tx, clock.now(), EVALUATED_AT_ONCE_MAX)
    if (rows.length === 0) return 0
    const settings = await settingsOf(pool, tx, new Set(rows.map((row) => row.clientId)))
    const originals = await findOriginals(tx, rows.flatMap(creditedOf))
    const waiting: DueRow[] = []
    const broken: DueRow[] = []
    const results: { row: DueRow; input: EvaluationInput; evaluation: Evaluation }[] = []
    for (const row of rows) {
      const original = creditedOf(row).map(({ clientId, number }) => originals.get(`${clientId} ${number}`))[0]
      if (comesLater(row, original, clock.now())) {
        waiting.push(row)
        continue
      }
      try {
        const input = inputOf(row, settings, original, deployment)
        results.push({ row, input, evaluation: evaluateInvoice(input) })
      } catch (error) {
        ctx.log.error(
          { err: error, clientId: row.clientId, invoiceId: row.invoiceId },
          'an invoice could not be evaluated',
        )
        broken.push(row)
      }
    }
    const now = clock.now()
    await postpone(tx, waiting, new Date(now.getTime() + ORIGINAL_WAIT_MS))
    await postpone(tx, broken, new Date(now.getTime() + BROKEN_WAIT_MS))
    await takeCredits(ctx, tx, results, now)
    await write(ctx, tx, results, now)
    return rows.length
  })
}

// Of invoices sent at once, for example the lines of a batch, the credit note may be stored a moment before its original.
function comesLater(row: DueRow, original: Original | undefined, now: Date): boolean {
  if (row.type !== 'CREDIT_NOTE') return false
  if (original === undefined) return now.getTime() - row.submittedAt.getTime() < ORIGINAL_WAIT_MS
  return original.status === 'PAUSED'
}

function creditedOf(row: DueRow): { clientId: number; number: number }[] {
  const text = String(row.payload.invoice.references?.creditedInvoiceNumber ?? '').trim()
  // Digits alone: Number() would also read "1e3" and "0x10".
  if (row.type !== 'CREDIT_NOTE' || !/^\d{1,15}$/.test(text)) return []
  return [{ clientId: row.clientId, number: Number(text) }]
}

function inputOf(
  row: DueRow,
  settings: Map<number, SettingsInForce>,
  original: Original | undefined,
  deployment: Deployment,
): EvaluationInput {
  const inForce = settings.get(row.clientId)
  if (inForce === undefined) throw new Error(`there is no client ${row.clientId}`)
  const { payload, likeness, attachmentFaults, submittedAt: _submittedAt, ...rest } = row
  const candidate = { ...rest, request: payload }
  const { amounts } = invoiceAmounts(payload)
  return {
    deployment,
    candidate,
    inForce,
    amounts,
    document: buildDocument(candidate, amounts, inForce, original?.date),
    original,
    likeness: likeness ?? undefined,
    attachmentFaults: attachmentFaults ?? [],
  }
}

/** Accepted credit notes take their part of the original now; of two that want the same rest, the later one is refused. */
async function takeCredits(
  ctx: Ctx,
  tx: Tx,
  results: { input: EvaluationInput; evaluation: Evaluation }[],
  at: Date,
): Promise<void> {
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

async function write(
  ctx: Ctx,
  tx: Tx,
  results: { row: DueRow; input: EvaluationInput; evaluation: Evaluation }[],
  at: Date,
): Promise<void> {
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
    evaluation.deliveries.map((delivery) => ({ clientId, invoiceId, ...delivery })),
  )
  await insertDeliveries(tx, deliveries, at)
  const undelivered = accepted.filter(({ evaluation }) => evaluation.deliveries.length === 0)
  await markDistributed(
    ctx,
    tx,
    undelivered.map(({ row: { clientId, invoiceId } }) => ({ clientId, invoiceId, method: null })),
    at,
  )
}

function judgedOf(
  { candidate, document, original, likeness, inForce }: EvaluationInput,
  evaluation: Evaluation,
): Judged {
  const { verdict, reasons, deliveries } = evaluation
  const accepted = verdict === 'ACCEPTED'
  const { reference } = document.payment
  return {
    clientId: candidate.clientId,
    invoiceId: candidate.invoiceId,
    number: candidate.number,
    verdict,
    reasons,
    // Kept for MANUAL and DUPLICATE too: who approves wants to see what will be sent.
    document: verdict === 'ERROR' ? null : JSON.stringify(storedDocument(document, inForce.settings.logo)),
    // In the form by which payments are matched.
    paymentReference: reference === undefined ? null : referenceKey(reference.value),
    creditsInvoiceId: accepted && candidate.type === 'CREDIT_NOTE' ? (original?.invoiceId ?? null) : null,
    duplicateOf: verdict === 'DUPLICATE' ? (likeness?.invoiceId ?? null) : null,
    method: deliveries[0]?.channel ?? null,
  }
}
