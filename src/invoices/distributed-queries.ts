import type { ClientId, InvoiceId } from '@saatava/core/ids.ts'
import { v7 as uuid } from 'uuid'
import { bulk } from '../platform/bulk.ts'
import type { Tx } from '../platform/database.ts'
import type { StoredDocument } from '@saatava/einvoice/model/stored-document.ts'
import type { DistributedStatus } from './states.ts'
import { documentIn } from './stored-invoice.ts'

export interface DistributedRow {
  clientId: ClientId
  invoiceId: InvoiceId
  /** Where its voucher is to be made by us; else null. */
  document: StoredDocument | null
}

const DISTRIBUTED = bulk({
  client_id: 'bigint',
  invoice_id: 'uuid',
  method: 'text null',
  status: 'text',
  has_case: 'boolean',
  event_id: 'uuid',
})

/**
 * The guarded step out of ACCEPTED, with its event, and its record where nothing was sent: where something was, the record is
 * brought up to its deliveries afterwards (writeRecords), and written once. @returns those that took it
 */
export async function writeDistributed(
  tx: Tx,
  invoices: {
    clientId: ClientId
    invoiceId: InvoiceId
    method: string | null
    status: DistributedStatus
    hasCase: boolean
  }[],
  at: Date,
): Promise<DistributedRow[]> {
  const { rows } = await tx.query<Omit<DistributedRow, 'document'> & { document: unknown }>({
    name: 'invoice-write-distributed',
    text: `
      with n as (
        select * from ${DISTRIBUTED.from(2)}
      ), left_accepted as (
        update invoice i set updated_at = $1::timestamptz, has_case = n.has_case,
          status = case when i.total_minor > 0 and i.credited_minor = i.total_minor then 'CREDITED' else n.status end
        from n where i.client_id = n.client_id and i.invoice_id = n.invoice_id and i.status = 'ACCEPTED'
        returning i.client_id, i.invoice_id, i.status, i.number, i.type, i.document, i.payload
      ), records as (
        update distribution_record d set status = l.status, updated_at = $1::timestamptz, feed_number = null, fetched_at = null,
          outcome = 'NONE'
        from left_accepted l join n using (client_id, invoice_id)
        where n.method is null and d.client_id = l.client_id and d.invoice_id = l.invoice_id
      ), events as (
        insert into event (client_id, event_id, at, type, subject, data)
        select client_id, event_id, $1::timestamptz, 'invoice.distributed', 'invoice:' || invoice_id,
               json_build_object('invoiceNumber', l.number, 'status', l.status, 'method', coalesce(n.method, 'NONE'))
        from left_accepted l join n using (client_id, invoice_id) order by event_id
      )
      select client_id as "clientId", invoice_id as "invoiceId",
             case when type <> 'REMINDER' and (payload->'processing'->>'accountingInvoiceEnabled')::boolean then document end as document
      from left_accepted`,
    values: [at, ...DISTRIBUTED.values(invoices.map((row) => ({ ...row, eventId: uuid() })))],
  })
  return rows.map((row) => ({ ...row, document: documentIn(row) }))
}
