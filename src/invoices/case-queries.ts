import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId, InvoiceId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import type { InvoiceType } from '@saatava/einvoice/model/document.ts'
import type { StoredDocument } from '@saatava/einvoice/model/stored-document.ts'
import { type ClaimRequest, documentIn, keyOfInvoice, readClaimRequest } from './stored-invoice.ts'

/** An invoice as far as a claim is made of it; amounts in minor units. */
export interface ClaimableInvoice {
  clientId: ClientId
  invoiceId: InvoiceId
  number: number
  type: InvoiceType
  date: CivilDate
  dueDate: CivilDate
  currency: string
  total: bigint
  paid: bigint
  credited: bigint
  paymentReference: string | null
  document: StoredDocument | null
  request: ClaimRequest
}

type Row = Omit<ClaimableInvoice, 'total' | 'paid' | 'credited' | 'document' | 'request'> & {
  total: string
  paid: string
  credited: string
  document: unknown
  request: unknown
}

const INVOICE_KEYS = bulk({ client_id: 'bigint', invoice_id: 'uuid' })

const COLUMNS = `i.client_id as "clientId", i.invoice_id as "invoiceId", i.number, i.type, i.invoice_date as date,
  i.due_date as "dueDate", i.currency_code as currency, i.total_minor::text as total, i.paid_minor::text as paid,
  i.credited_minor::text as credited, i.payment_reference as "paymentReference", i.document, i.payload as request`

export async function selectClaimable(
  db: Queryable,
  keys: { clientId: ClientId; invoiceId: InvoiceId }[],
): Promise<ClaimableInvoice[]> {
  const { rows } = await db.query<Row>({
    text: `select ${COLUMNS} from ${INVOICE_KEYS.from(1)} join invoice i using (client_id, invoice_id) order by i.seq`,
    values: INVOICE_KEYS.values(keys),
  })
  return rows.map(claimableOf)
}

/** Locks those of the invoices that are ACCEPTED, in the order of locks. @returns them in the order of submission */
export async function lockAccepted(
  tx: Tx,
  keys: readonly { clientId: ClientId; invoiceId: InvoiceId }[],
): Promise<ClaimableInvoice[]> {
  const { rows } = await tx.query<Row & { seq: number }>({
    name: 'invoices-lock-accepted',
    text: `select ${COLUMNS}, i.seq from ${INVOICE_KEYS.from(1)} join invoice i using (client_id, invoice_id)
           where i.status = 'ACCEPTED' order by i.client_id, i.invoice_id for no key update of i`,
    values: INVOICE_KEYS.values(keys),
  })
  return rows.toSorted((a, b) => a.seq - b.seq).map(({ seq: _seq, ...row }) => claimableOf(row))
}

function claimableOf(row: Row): ClaimableInvoice {
  return {
    ...row,
    total: BigInt(row.total),
    paid: BigInt(row.paid),
    credited: BigInt(row.credited),
    document: documentIn(row),
    request: readClaimRequest(row.request, keyOfInvoice(row)),
  }
}

const CASE_NOTES = bulk({ client_id: 'bigint', invoice_id: 'uuid', case_id: 'bigint', status: 'text' })

/** Shows on invoices' distribution records which case they have, and how it stands. */
export async function markInvoiceCaseStatus(
  tx: Tx,
  notes: { clientId: ClientId; invoiceId: InvoiceId; caseId: CaseId; status: string }[],
  at: Date,
): Promise<void> {
  if (notes.length === 0) return
  await tx.query({
    text: `update distribution_record d set case_id = n.case_id, payment_control_status = n.status, updated_at = $1,
                  feed_number = null, fetched_at = null
           from ${CASE_NOTES.from(2)}
           where d.client_id = n.client_id and d.invoice_id = n.invoice_id`,
    values: [at, ...CASE_NOTES.values(notes)],
  })
}
