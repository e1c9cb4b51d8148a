import type { Queryable } from '../platform/database.ts'
import type { StoredDocument } from '@saatava/einvoice/model/document-json.ts'

/** Accepted documents as they are stored, by "client invoice"; those that have none are missing. */
export async function acceptedDocuments(
  db: Queryable,
  keys: readonly { clientId: number; invoiceId: string }[],
): Promise<Map<string, StoredDocument>> {
  const { rows } = await db.query<{ clientId: number; invoiceId: string; document: StoredDocument }>({
    name: 'invoice-accepted-documents',
    text: `select i.client_id as "clientId", i.invoice_id as "invoiceId", i.document
           from (select distinct * from unnest($1::bigint[], $2::uuid[]) as n (client_id, invoice_id)) n
           join invoice i using (client_id, invoice_id) where i.document is not null`,
    values: [keys.map((key) => key.clientId), keys.map((key) => key.invoiceId)],
  })
  return new Map(rows.map(({ clientId, invoiceId, document }) => [`${clientId} ${invoiceId}`, document]))
}
