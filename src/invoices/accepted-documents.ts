import type { ClientId, InvoiceId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable } from '../platform/database.ts'
import type { StoredDocument } from '@saatava/einvoice/model/stored-document.ts'
import { keyOfInvoice, readInvoiceDocument } from './stored-invoice.ts'

const INVOICE_KEYS = bulk({ client_id: 'bigint', invoice_id: 'uuid' })

/** Accepted documents as they are stored, by "client invoice"; those that have none are missing. */
export async function acceptedDocuments(
  db: Queryable,
  keys: readonly { clientId: ClientId; invoiceId: InvoiceId }[],
): Promise<Map<string, StoredDocument>> {
  const { rows } = await db.query<{ clientId: ClientId; invoiceId: InvoiceId; document: unknown }>({
    name: 'invoice-accepted-documents',
    text: `select i.client_id as "clientId", i.invoice_id as "invoiceId", i.document
           from ${INVOICE_KEYS.distinct(1)}
           join invoice i using (client_id, invoice_id) where i.document is not null`,
    values: INVOICE_KEYS.values(keys),
  })
  return new Map(
    rows.map(({ document, ...key }) => [
      `${key.clientId} ${key.invoiceId}`,
      readInvoiceDocument(document, keyOfInvoice(key)),
    ]),
  )
}
