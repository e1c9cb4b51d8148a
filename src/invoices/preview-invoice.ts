import type { InvoiceId } from '@saatava/core/ids.ts'
import { referenceKey } from '@saatava/core/references/reference-key.ts'
import type { ClientCtx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import type { Warning } from '../platform/http/route.ts'
import { type SettingsInForce, settingsOf } from '../settings/client-settings.ts'
import { invoiceAmounts } from './amounts.ts'
import type { PdfChecker } from './attachments/pdf-checker.ts'
import { storedDocument } from '@saatava/einvoice/model/document-json.ts'
import type { InvoiceDocument } from '@saatava/einvoice/model/document.ts'
import { buildDocument } from './evaluate/build-document.ts'
import { evaluateInvoice } from './evaluate/evaluate-invoice.ts'
import { deskOf } from './evaluate/desk-of.ts'
import type { Deployment, Evaluation, EvaluationInput } from './evaluate/input.ts'
import { findOriginals } from './evaluate/queries.ts'
import { foreseeUniqueReference } from './evaluate/unique-references.ts'
import { candidateOf, printoutsOf } from './foresee-warnings.ts'
import type { NewInvoice } from './new-invoice.ts'
import type { ClaimableInvoice } from './case-queries.ts'
import { selectDuplicate, selectStored } from './preview-queries.ts'
import type { SalesInvoiceRequest } from './schemas.ts'
import { keyOfInvoice, readRequest } from './stored-invoice.ts'
import { REPLACEABLE, type InvoiceStatus } from './states.ts'
import { checkPdfs, newInvoice } from './submit-invoice.ts'

export interface InvoicePreview {
  /** Content stored under this number now: nothing, the very same, or other content that would be replaced. */
  stored: 'NOTHING' | 'SAME' | 'REPLACED'
  /** Null where the client's next number would be taken. */
  invoiceNumber: number | null
  evaluation: Evaluation
  document: InvoiceDocument
  warnings: Warning[]
  /** The invoice in the form from which a claim would be made. */
  claimable: ClaimableInvoice
  inForce: SettingsInForce
}

/**
 * Previews an invoice that is submitted now: the same code checks, evaluates and plans it, with nothing stored and no
 * attachment fetched. Errors: 400 and 409 as when it is submitted.
 */
export async function previewInvoice(
  ctx: ClientCtx,
  checker: PdfChecker,
  deployment: Deployment,
  request: SalesInvoiceRequest,
): Promise<InvoicePreview> {
  const { pool } = ctx.platform
  const inForce = (await settingsOf(pool, pool, [ctx.clientId])).get(ctx.clientId)
  if (inForce === undefined) throw new Error(`there is no client ${ctx.clientId}`)
  const invoice = newInvoice(ctx, request, inForce, undefined)
  await checkPdfs(ctx, checker, invoice.attachments)
  const stored = await storedAs(ctx, invoice)
  // The very form in which it would be stored is evaluated.
  const payload = readRequest(JSON.parse(invoice.payload), keyOfInvoice(invoice))
  const invoiceId = stored.invoiceId ?? invoice.invoiceId
  const candidate = { ...candidateOf(ctx.clientId, invoice, payload), invoiceId }
  const original = await originalOf(ctx, invoice, payload)
  const { amounts } = invoiceAmounts(payload, invoice.currency)
  const desk = await deskOf(ctx.platform, pool, [ctx.clientId])
  const made = buildDocument(candidate, amounts, inForce, { desk, original })
  const duplicate = await selectDuplicate(
    pool,
    ctx.clientId,
    invoice.duplicateFingerprint,
    invoice.type,
    stored.invoiceId,
  )
  const input: EvaluationInput = {
    deployment,
    enforcesAddresses: ctx.platform.config.environment === 'production',
    candidate,
    inForce,
    amounts,
    ...made,
    original,
    duplicate,
    attachmentFaults: [],
    printouts: printoutsOf(invoice),
  }
  const judged = await foreseeUniqueReference(pool.forAllClients(), { input, evaluation: evaluateInvoice(input) }, desk)
  const { evaluation } = judged
  const { document } = judged.input
  const { reference } = document.payment
  const claimable: ClaimableInvoice = {
    clientId: ctx.clientId,
    invoiceId: invoice.invoiceId,
    number: candidate.number,
    type: invoice.type,
    date: invoice.date,
    dueDate: invoice.dueDate,
    currency: invoice.currency,
    total: invoice.total,
    paid: invoice.paid,
    credited: 0n,
    paymentReference: reference === undefined ? null : referenceKey(reference.value),
    document: storedDocument(document, inForce.settings.logo),
    request: payload,
  }
  const warnings = [...invoice.warnings, ...evaluation.warnings]
  return {
    stored: stored.as,
    invoiceNumber: invoice.number ?? null,
    evaluation,
    document,
    warnings,
    claimable,
    inForce,
  }
}

async function storedAs(
  ctx: ClientCtx,
  invoice: NewInvoice,
): Promise<{ as: InvoicePreview['stored']; invoiceId: InvoiceId | null }> {
  const { clientId, number, type, issue, contentHash } = invoice
  const found =
    number === undefined ? undefined : await selectStored(ctx.platform.pool, { clientId, number, type, issue })
  if (found === undefined) return { as: 'NOTHING', invoiceId: null }
  if (found.contentHash.equals(contentHash)) return { as: 'SAME', invoiceId: found.invoiceId }
  if (REPLACEABLE.includes(found.status as InvoiceStatus)) return { as: 'REPLACED', invoiceId: found.invoiceId }
  throw new AppError(
    'CONFLICT',
    `${type} ${number} was submitted before with other content and is ${found.status}. Submitting this would be refused.`,
    { extra: { invoiceId: found.invoiceId, invoiceStatus: found.status } },
  )
}

async function originalOf({ clientId, platform }: ClientCtx, { type }: NewInvoice, { invoice }: SalesInvoiceRequest) {
  const about = type === 'REMINDER' ? invoice.header.number : invoice.references?.creditedInvoiceNumber
  const text = String(about ?? '').trim()
  if (!['CREDIT_NOTE', 'REMINDER'].includes(type) || !/^\d{1,15}$/.test(text)) return undefined
  const number = Number(text)
  const found = await withTransaction(platform.pool, (tx) => findOriginals(tx, [{ clientId, number }]))
  return found.get(`${clientId} ${number}`)
}
