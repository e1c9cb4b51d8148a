import type { ClientId, InvoiceId } from '@saatava/core/ids.ts'
import { submitInvoiceVouchers } from '../accounting/submit-invoice-voucher.ts'
import { openCases, recordOpened } from './open-cases.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { settingsOf } from '../settings/client-settings.ts'
import { lockAccepted } from '../invoices/case-queries.ts'
import { writeDistributed } from '../invoices/distributed-queries.ts'
import { readDocument } from '@saatava/einvoice/model/document-json.ts'
import { distributedStatus } from '../invoices/states.ts'

export interface Distributed {
  clientId: ClientId
  invoiceId: InvoiceId
  /** The channel it left by; null: the seller sends it itself, or there is nothing to send. */
  method: string | null
}

/**
 * Writes the consequences of an invoice's distribution, in the transaction that records it: INVOICED (INTERMEDIATED where
 * the client's service ends here, CREDITED where credit notes have taken all of it), its sales voucher for accounting,
 * and its case where payment is controlled. Invoices that were distributed before, by another channel, stay as they are.
 */
export async function markDistributed(ctx: Ctx, tx: Tx, invoices: Distributed[], at: Date): Promise<void> {
  if (invoices.length === 0) return
  const settings = await settingsOf(ctx.platform.pool, tx, new Set(invoices.map(({ clientId }) => clientId)))
  const accepted = await lockAccepted(tx, invoices)
  // Before the invoices are written, so that one update of each says also that it has a case.
  const cases = await openCases(ctx, tx, accepted, at)
  const withCase = new Set(cases.opened.map(({ row }) => keyOf(row)))
  const finals = invoices.map((invoice) => ({
    ...invoice,
    hasCase: withCase.has(keyOf(invoice)),
    status: distributedStatus(settings.get(invoice.clientId)?.settings.service.type ?? ''),
  }))
  const rows = await writeDistributed(tx, finals, at)
  const vouchers = rows.flatMap(({ clientId, document }) => {
    const inForce = settings.get(clientId)
    if (document === null || inForce === undefined) return []
    const { settings: own, profile } = inForce
    return [{ clientId, document: readDocument(document), mapping: own.accounting, currencyCode: profile.currencyCode }]
  })
  if (vouchers.length > 0) await submitInvoiceVouchers(ctx, tx, vouchers)
  await recordOpened(ctx, tx, cases, at)
}

function keyOf({ clientId, invoiceId }: { clientId: ClientId; invoiceId: InvoiceId }): string {
  return `${clientId} ${invoiceId}`
}
