import type { ClientId, InvoiceId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable } from '../platform/database.ts'

const INVOICE_KEYS = bulk({ client_id: 'bigint', invoice_id: 'uuid' })

/**
 * Returns those invoices whose vouchers, and so their payments, are made for the client's accounting: "client invoiceId".
 */
export async function selectBooked(
  db: Queryable,
  keys: readonly { clientId: ClientId; invoiceId: InvoiceId }[],
): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const { rows } = await db.query<{ clientId: ClientId; invoiceId: InvoiceId }>({
    name: 'invoices-booked',
    text: `select client_id as "clientId", invoice_id as "invoiceId"
           from ${INVOICE_KEYS.distinct(1)} join invoice i using (client_id, invoice_id)
           where (i.payload->'processing'->>'accountingInvoiceEnabled')::boolean`,
    values: INVOICE_KEYS.values(keys),
  })
  return new Set(rows.map((row) => `${row.clientId} ${row.invoiceId}`))
}
