/** SQL of the records of invoices, which follow from their deliveries, and of invoices that reached nobody. */
import type { InvoiceKey } from '../deliveries/outcome-queries.ts'
import type { Distribution } from '../deliveries/distribution.ts'
import { bulk } from '../platform/bulk.ts'
import type { Tx } from '../platform/database.ts'
import type { DistributedStatus } from './states.ts'

const RECORDS = bulk({
  client_id: 'bigint',
  invoice_id: 'uuid',
  outcome: 'text',
  method: 'text null',
  sent_at: 'timestamptz null',
  delivered_at: 'timestamptz null',
  reason: 'text null',
})

/** Brings the records of invoices up to their deliveries, and to the status of the invoice. */
export async function writeRecords(tx: Tx, records: readonly (InvoiceKey & Distribution)[], at: Date): Promise<void> {
  if (records.length === 0) return
  await tx.query({
    name: 'distribution-records',
    text: `update distribution_record d set outcome = n.outcome, method = n.method, sent_at = n.sent_at, delivered_at = n.delivered_at,
             failure_reason = n.reason, status = i.status, updated_at = $1, feed_number = null, fetched_at = null
           from ${RECORDS.from(2)}
           join invoice i using (client_id, invoice_id)
           where d.client_id = n.client_id and d.invoice_id = n.invoice_id`,
    values: [at, ...RECORDS.values(records)],
  })
}

export interface FailedInvoice extends InvoiceKey {
  number: number
  /** The original that it credited; null: it was no credit note. */
  credited: string | null
  /** Minor units. */
  total: number
}

const FAILED = bulk({ client_id: 'bigint', invoice_id: 'uuid', reasons: 'json' })

/**
 * An accepted invoice that no channel could deliver becomes ERROR: it can be corrected and sent again. A credit note
 * credits nothing then. Invoices that are not ACCEPTED stay as they are. @returns those that failed
 */
export async function failInvoices(
  tx: Tx,
  invoices: readonly (InvoiceKey & { reasons: readonly { code: string; message: string }[] })[],
  at: Date,
): Promise<FailedInvoice[]> {
  if (invoices.length === 0) return []
  const { rows } = await tx.query<FailedInvoice>({
    text: `with n as (
             select client_id, invoice_id, n.reasons, i.credits_invoice_id
             from ${FAILED.from(2)}
             join invoice i using (client_id, invoice_id)
           )
           update invoice i set status = 'ERROR', reasons = n.reasons, credits_invoice_id = null, updated_at = $1
           from n where i.client_id = n.client_id and i.invoice_id = n.invoice_id and i.status = 'ACCEPTED'
           returning i.client_id as "clientId", i.invoice_id as "invoiceId", i.number, n.credits_invoice_id as credited,
             i.total_minor as total`,
    values: [at, ...FAILED.values(invoices)],
  })
  return rows
}

/**
 * An original is owed again by what a credit note had taken that reached nobody.
 * @param credit the original, and how much of it, minor units
 * @param status the original's, where all of it had been credited
 */
export async function returnCredit(
  tx: Tx,
  credit: InvoiceKey & { total: number },
  status: DistributedStatus,
  at: Date,
): Promise<void> {
  await tx.query({
    text: `with returned as (
             update invoice set credited_minor = credited_minor - $3, updated_at = $5,
               status = case when status = 'CREDITED' then $4 else status end
             where client_id = $1 and invoice_id = $2 returning client_id, invoice_id, status
           )
           update distribution_record d set status = r.status, updated_at = $5, feed_number = null, fetched_at = null
           from returned r where d.client_id = r.client_id and d.invoice_id = r.invoice_id and d.status is distinct from r.status`,
    values: [credit.clientId, credit.invoiceId, credit.total, status, at],
  })
}
