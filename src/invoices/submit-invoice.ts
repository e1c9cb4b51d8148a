import { submitterOf } from '../platform/audit.ts'
import { v7 as uuid } from 'uuid'
import type { Answer, Idempotency } from '../platform/http/route.ts'
import { type Fault, invalid } from '../platform/errors.ts'
import { type SettingsInForce, settingsOf } from '../settings/client-settings.ts'
import { advise } from './advise.ts'
import { invoiceAmounts } from './amounts.ts'
import { attachmentsOf } from './attachments-of.ts'
import type { PdfChecker } from './attachments/pdf-checker.ts'
import { canonicalJson, sha256 } from './canonical.ts'
import { accountsOnPrintout } from './accounts-on-printout.ts'
import { checkRequest, dueDateOf } from './check-request.ts'
import type { ClientCtx } from '../platform/context.ts'
import type { InvoiceCtx } from './context.ts'
import { foreseeWarnings } from './foresee-warnings.ts'
import type { NewAttachment, NewInvoice, StoredInvoice } from './new-invoice.ts'
import type { SalesInvoiceRequest } from './schemas.ts'
import { STATUS_TEXTS, distributedStatus } from './states.ts'

const SCOPE = 'POST /invoice'

/**
 * Accepts one invoice: 200 once it is committed, as PAUSED; evaluation and distribution follow in the background. Errors:
 * 400 every fault by pointer (REQUIRED, ROW_MISMATCH, VAT_MISMATCH, ATTACHMENT_… …), 409 the same number and type with
 * other content, once somebody has acted on it.
 */
export async function submitInvoice(
  ctx: InvoiceCtx,
  request: SalesInvoiceRequest,
  idempotency?: Idempotency,
): Promise<Answer> {
  return answerOf(await storeInvoice(ctx, request, idempotency))
}

/** @returns what was stored, for whoever answers in another form */
export async function storeInvoice(
  ctx: InvoiceCtx,
  request: SalesInvoiceRequest,
  idempotency?: Idempotency,
): Promise<StoredInvoice> {
  const inForce = (await settingsOf(ctx.platform.pool, ctx.platform.pool, [ctx.clientId])).get(ctx.clientId)
  if (inForce === undefined) throw new Error(`there is no client ${ctx.clientId}`)
  const invoice = newInvoice(ctx, request, inForce, idempotency)
  await checkPdfs(ctx, ctx.invoices.checker, invoice.attachments)
  invoice.warnings.push(...(await foreseeWarnings(ctx, invoice, request, inForce)))
  return ctx.invoices.intake.submit(invoice)
}

/**
 * Bytes that came with the invoice are looked at before they are taken; those behind an address once they are fetched.
 * The check also notes which of the agency's accounts a print-out names.
 */
export async function checkPdfs(ctx: ClientCtx, checker: PdfChecker, attachments: NewAttachment[]): Promise<void> {
  const faults = await Promise.all(
    attachments.map(async ({ source, position }): Promise<Fault[]> => {
      const fault = 'bytes' in source ? await checker.check(source.bytes) : undefined
      return fault === undefined ? [] : [{ pointer: `/invoice/attachments/${position}/data`, ...fault }]
    }),
  )
  if (faults.flat().length > 0) throw invalid(faults.flat())
  for (const attachment of attachments)
    if (attachment.useAsPrintout && 'bytes' in attachment.source)
      attachment.printedAccounts = await accountsOnPrintout(ctx.platform, checker, attachment.source.bytes)
}

function answerOf(stored: StoredInvoice): Answer {
  return {
    body: {
      message: stored.replayed ? 'Invoice received before' : 'Invoice received',
      invoiceId: stored.invoiceId,
      invoiceNumber: stored.number,
      status: stored.status,
      statusText: STATUS_TEXTS[stored.status],
    },
    warnings: stored.warnings,
    ...(stored.replayed ? { headers: { 'idempotency-replayed': 'true' } } : {}),
  }
}

/** Checks a request and gives it the form in which it is stored; throws 400 with every fault. */
export function newInvoice(
  ctx: ClientCtx,
  request: SalesInvoiceRequest,
  inForce: SettingsInForce,
  idempotency: Idempotency | undefined,
): NewInvoice {
  const { settings, profile } = inForce
  const { faults, identifierFaults } = checkRequest(request, profile.countryCode, settings.references)
  const { amounts, faults: amountFaults } = invoiceAmounts(request, profile.currencyCode)
  const { attachments, faults: attachmentFaults } = attachmentsOf(request.invoice.attachments ?? [])
  const { header, parties } = request.invoice
  const all = [...faults, ...amountFaults, ...attachmentFaults]
  if (header.number === undefined && !settings.numbering.automatic)
    all.push({
      pointer: '/invoice/header/number',
      code: 'REQUIRED',
      message: 'is missing; to let Saatava give numbers, set numbering.automatic by PUT /client/settings',
    })
  if (ctx.platform.config.identifierChecks === 'enforce') all.push(...identifierFaults)
  if (all.length > 0) throw invalid(all)
  const payload = canonicalJson(withoutBytes(request, attachments))
  const type = header.type ?? 'INVOICE'
  return {
    clientId: ctx.clientId,
    invoiceId: uuid(),
    number: header.number,
    numbered: header.number === undefined ? 'BY_US' : 'BY_SENDER',
    type,
    issue: type === 'REMINDER' ? header.date : '',
    draft: request.processing?.draft === true,
    date: header.date,
    dueDate: dueDateOf(request) ?? header.date,
    currency: header.currencyCode ?? profile.currencyCode,
    net: amounts.net,
    vat: amounts.vat,
    total: amounts.total,
    paid: amounts.paid,
    amounts,
    buyerName: parties.buyerParty.name,
    buyer: parties.buyerParty,
    method: request.distribution?.method ?? null,
    paymentControl: request.processing?.paymentControlEnabled === true,
    distributedAs: distributedStatus(settings.service.type),
    payload,
    contentHash: sha256(payload),
    duplicateFingerprint: fingerprintOf(request, type),
    attachments,
    ...submitterOf(ctx),
    idempotency,
    scope: SCOPE,
    warnings: [
      ...identifierFaults.map(({ code, message, pointer }) => ({ code, message, pointer })),
      ...advise(request, inForce),
    ],
  }
}

/** The request with each attachment's bytes replaced by their hash: what is stored and compared. */
function withoutBytes(request: SalesInvoiceRequest, attachments: NewAttachment[]): unknown {
  const given = request.invoice.attachments
  if (given === undefined) return request
  const stored = given.map(({ data: _data, ...rest }, i) => {
    const source = attachments[i]?.source
    return source !== undefined && 'hash' in source ? { ...rest, sha256: source.hash.toString('hex') } : rest
  })
  return { ...request, invoice: { ...request.invoice, attachments: stored } }
}

/** Hashes everything that makes two invoices the same bill but for its number, and the reference that may be made of it. */
function fingerprintOf({ invoice }: SalesInvoiceRequest, type: string): Buffer {
  const { header, references, parties, delivery, rows, amounts } = invoice
  const { number: _number, ...rest } = header
  const { payment: _payment, ...others } = references ?? {}
  const bill = { header: { ...rest, type }, references: others, buyer: parties.buyerParty, delivery, rows, amounts }
  return sha256(canonicalJson(bill))
}
