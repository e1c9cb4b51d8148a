import type { ClientId } from '@saatava/core/ids.ts'
import { DEFAULT_CONTRACT } from '../claims/contract.ts'
import { isControlled } from './payment-control.ts'
import type { ClientCtx } from '../platform/context.ts'
import type { Warning } from '../platform/http/route.ts'
import type { SettingsInForce } from '../settings/client-settings.ts'
import { buildDocument } from './evaluate/build-document.ts'
import { isReferenceInUse } from './evaluate/reserve-references.ts'
import { deskOf } from './evaluate/desk-of.ts'
import type { EvaluationInput } from './evaluate/input.ts'
import type { Candidate } from './evaluate/candidate.ts'
import type { Desk } from './evaluate/pay-to.ts'
import type { ReservedReference } from './evaluate/reference-queries.ts'
import { reservationOf } from './evaluate/unique-references.ts'
import { warningsOf } from './evaluate/warnings.ts'
import type { NewInvoice } from './new-invoice.ts'
import { selectStored } from './preview-queries.ts'
import type { SalesInvoiceRequest } from './schemas.ts'

/** Nobody is asked to be paid: what is left to warn of is addresses. */
const NO_DESK: Desk = { agency: { name: '' }, accounts: [], contract: () => DEFAULT_CONTRACT }

/** An invoice as it is about to be stored, in the form in which it is evaluated. */
export function candidateOf(clientId: ClientId, invoice: NewInvoice, request: SalesInvoiceRequest): Candidate {
  return {
    clientId,
    invoiceId: invoice.invoiceId,
    seq: 0,
    number: invoice.number ?? 0,
    type: invoice.type,
    date: invoice.date,
    dueDate: invoice.dueDate,
    currency: invoice.currency,
    approved: false,
    request,
  }
}

/** The seller's own print-outs of an invoice that is about to be stored. */
export function printoutsOf({ attachments }: NewInvoice): EvaluationInput['printouts'] {
  return attachments.flatMap(({ position, useAsPrintout, printedAccounts }) =>
    useAsPrintout ? [{ position, accounts: printedAccounts }] : [],
  )
}

/**
 * Warnings that the evaluation will give, as far as they can be known now: for the answer to whoever sends the invoice. The
 * evaluation decides.
 */
export async function foreseeWarnings(
  ctx: ClientCtx,
  invoice: NewInvoice,
  request: SalesInvoiceRequest,
  inForce: SettingsInForce,
): Promise<Warning[]> {
  const { pool, config } = ctx.platform
  const candidate = candidateOf(ctx.clientId, invoice, request)
  const desk = namesPayee(candidate, inForce) ? await deskOf(ctx.platform, pool, [ctx.clientId]) : NO_DESK
  const made = buildDocument(candidate, invoice.amounts, inForce, { desk, original: undefined })
  const sent = request.invoice.references?.payment
  const controlled = made.payTo.whose === 'AGENCY' && made.document.payment.reference !== undefined
  const taken = sent !== undefined && controlled && (await isTaken(ctx, invoice, reservationOf({ ...made, candidate })))
  return warningsOf({
    ...made,
    candidate,
    inForce,
    enforcesAddresses: config.environment === 'production',
    printouts: printoutsOf(invoice),
    replacedReference: made.replacedReference ?? (taken ? { sent: String(sent) } : undefined),
  })
}

/** Only then is there anything to be read: most invoices leave accounts and reference to the service. */
function namesPayee(candidate: Candidate, inForce: SettingsInForce): boolean {
  if (!isControlled(candidate, inForce)) return false
  const { references, parties, attachments = [] } = candidate.request.invoice
  const named = references?.payment ?? parties.sellerParty?.paymentDetails
  return named !== undefined || attachments.some(({ useAsPrintout }) => useAsPrintout === true)
}

/** By another invoice than the one that is stored under this number. */
async function isTaken(ctx: ClientCtx, invoice: NewInvoice, wish: ReservedReference): Promise<boolean> {
  const { pool } = ctx.platform
  // Debtors of all clients pay to the agency's accounts: the invoice that bears the reference may be another client's.
  const all = pool.forAllClients()
  if (!(await isReferenceInUse(all, wish))) return false
  const { clientId, number, type, issue } = invoice
  const stored = number === undefined ? undefined : await selectStored(pool, { clientId, number, type, issue })
  return stored === undefined || isReferenceInUse(all, { ...wish, invoiceId: stored.invoiceId })
}
