import type { Queryable } from '../platform/database.ts'

/**
 * Returns those invoices whose vouchers, and so their payments, are made for the client's accounting: "client invoiceId".
 */
export async function selectBooked(
  db: Queryable,
  keys: readonly { clientId: number; invoiceId: string }[],
): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const { rows } = await db.query<{ clientId: number; invoiceId: string }>({
    name: 'invoices-booked',
    text: `select client_id as "clientId", invoice_id as "invoiceId"
           from (select distinct * from unnest($1::bigint[], $2::uuid[])) as n (client_id, invoice_id) join invoice i using (client_id, invoice_id)
           where (i.payload->'processing'->>'accountingInvoiceEnabled')::boolean`,
    values: [keys.map((key) => key.clientId), keys.map((key) => key.invoiceId)],
  })
  return new Set(rows.map((row) => `${row.clientId} ${row.invoiceId}`))
}
