/** SQL of invoices that are begun again. */
import type { ClientId, InvoiceId } from '@saatava/core/ids.ts'
import type { Tx } from '../platform/database.ts'

/** An invoice that never left is evaluated as if it had been submitted again as it is. @returns whether it was in ERROR */
export async function beginInvoiceAgain(tx: Tx, clientId: ClientId, invoiceId: InvoiceId, at: Date): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `
      with begun as (
        update invoice set status = 'PAUSED', evaluate_at = $3, evaluated_at = null, reasons = null, warnings = null, document = null,
          payment_reference = null, duplicate_of = null, updated_at = $3
        where client_id = $1 and invoice_id = $2 and status = 'ERROR' returning client_id, invoice_id
      ), forgotten as (
        delete from invoice_document d using begun b where d.client_id = b.client_id and d.invoice_id = b.invoice_id
      )
      update distribution_record d set status = 'PAUSED', outcome = 'PENDING', failure_reason = null, sent_at = null, delivered_at = null,
        updated_at = $3, feed_number = null, fetched_at = null
      from begun b where d.client_id = b.client_id and d.invoice_id = b.invoice_id`,
    values: [clientId, invoiceId, at],
  })
  return rowCount === 1
}

/** Deletes the e-invoice file that was made of an invoice: operators take each message's id once. */
export async function deleteEinvoices(tx: Tx, clientId: ClientId, invoiceId: InvoiceId): Promise<void> {
  await tx.query({
    text: `delete from invoice_document where client_id = $1 and invoice_id = $2 and kind in ('FINVOICE', 'UBL')`,
    values: [clientId, invoiceId],
  })
}

/** Sets the address to which an invoice is mailed from now on. */
export async function setRecipientEmail(
  tx: Tx,
  clientId: ClientId,
  invoiceId: InvoiceId,
  email: string,
): Promise<void> {
  await tx.query({
    text: `update invoice set document = jsonb_set(document::jsonb, '{recipient,email}', to_jsonb($3::text))::json
           where client_id = $1 and invoice_id = $2 and document is not null`,
    values: [clientId, invoiceId, email],
  })
}
