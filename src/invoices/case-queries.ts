import type { Queryable, Tx } from '../platform/database.ts'
import type { InvoiceType } from '@saatava/einvoice/model/document.ts'
import type { StoredDocument } from '@saatava/einvoice/model/document-json.ts'
import type { SalesInvoiceRequest } from './schemas.ts'

/** An invoice as far as a claim is made of it; amounts in minor units. */
export interface ClaimableInvoice {
  clientId: number
  invoiceId: string
  number: number
  type: InvoiceType
  date: string
  dueDate: string
  currency: string
  total: bigint
  paid: bigint
  credited: bigint
  paymentReference: string | null
  document: StoredDocument | null
  request: SalesInvoiceRequest
}

type Row = Omit<ClaimableInvoice, 'total' | 'paid' | 'credited'> & { total: string; paid: string; credited: string }

export async function selectClaimable(
  db: Queryable,
  keys: { clientId: number; invoiceId: string }[],
): Promise<ClaimableInvoice[]> {
  const { rows } = await db.query<Row>({
    text: `select i.client_id as "clientId", i.invoice_id as "invoiceId", i.number, i.type, i.invoice_date as date,
                  i.due_date as "dueDate", i.currency_code as currency, i.total_minor::text as total, i.paid_minor::text as paid,
                  i.credited_minor::text as credited, i.payment_reference as "paymentReference", i.document, i.payload as request
           from unnest($1::bigint[], $2::uuid[]) as n (client_id, invoice_id) join invoice i using (client_id, invoice_id)
           order by i.seq`,
    values: [keys.map((key) => key.clientId), keys.map((key) => key.invoiceId)],
  })
  return rows.map((row) => ({
    ...row,
    total: BigInt(row.total),
    paid: BigInt(row.paid),
    credited: BigInt(row.credited),
  }))
}

/** Shows on invoices' distribution records which case they have, and how it stands. */
export async function writeCaseNotes(
  tx: Tx,
  notes: { clientId: number; invoiceId: string; caseId: number; status: string }[],
  at: Date,
): Promise<void> {
  if (notes.length === 0) return
  await tx.query({
    text: `update distribution_record d set case_id = n.case_id, payment_control_status = n.status, updated_at = $5,
                  feed_number = null, fetched_at = null
           from unnest($1::bigint[], $2::uuid[], $3::bigint[], $4::text[]) as n (client_id, invoice_id, case_id, status)
           where d.client_id = n.client_id and d.invoice_id = n.invoice_id`,
    values: [
      notes.map((note) => note.clientId),
      notes.map((note) => note.invoiceId),
      notes.map((note) => note.caseId),
      notes.map((note) => note.status),
      at,
    ],
  })
}
