import type { ClientId, InvoiceId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable } from '../platform/database.ts'
import type { StoredDocument } from '@saatava/einvoice/model/stored-document.ts'
import { documentIn } from './stored-invoice.ts'

export interface LoadedRow {
  clientId: ClientId
  invoiceId: InvoiceId
  document: StoredDocument | null
  attachments: number
  /** Hashes in hex by kind. */
  made: Record<string, string> | null
}

const INVOICE_KEYS = bulk({ client_id: 'bigint', invoice_id: 'uuid' })

export async function selectDocumentRows(
  db: Queryable,
  keys: { clientId: ClientId; invoiceId: InvoiceId }[],
): Promise<LoadedRow[]> {
  const { rows } = await db.query<Omit<LoadedRow, 'document'> & { document: unknown }>({
    name: 'invoice-documents',
    text: `select i.client_id as "clientId", i.invoice_id as "invoiceId", i.document,
                  (select count(*)::int from invoice_attachment a where a.client_id = i.client_id and a.invoice_id = i.invoice_id) as attachments,
                  (select json_object_agg(m.kind, encode(m.hash, 'hex')) from invoice_document m
                   where m.client_id = i.client_id and m.invoice_id = i.invoice_id) as made
           from ${INVOICE_KEYS.distinct(1)}
           join invoice i using (client_id, invoice_id)`,
    values: INVOICE_KEYS.values(keys),
  })
  return rows.map((row) => ({ ...row, document: documentIn(row) }))
}

export interface AttachmentRow {
  clientId: ClientId
  invoiceId: InvoiceId
  position: number
  fileName: string
  useAsPrintout: boolean
  hash: Buffer
}

export async function selectAttachmentRows(
  db: Queryable,
  keys: { clientId: ClientId; invoiceId: InvoiceId }[],
): Promise<AttachmentRow[]> {
  if (keys.length === 0) return []
  const { rows } = await db.query<AttachmentRow>({
    text: `select client_id as "clientId", invoice_id as "invoiceId", position, file_name as "fileName",
                  use_as_printout as "useAsPrintout", hash
           from ${INVOICE_KEYS.from(1)}
           join invoice_attachment using (client_id, invoice_id) where hash is not null
           order by client_id, invoice_id, position`,
    values: INVOICE_KEYS.values(keys),
  })
  return rows
}

const MADE = bulk({ client_id: 'bigint', invoice_id: 'uuid', kind: 'text', hash: 'bytea' })

/** Remembers documents that were made; the first one made of a kind stays. */
export async function insertMade(
  db: Queryable,
  made: { clientId: ClientId; invoiceId: InvoiceId; kind: string; hash: Buffer }[],
  at: Date,
): Promise<void> {
  await db.query({
    name: 'invoice-made',
    text: `insert into invoice_document (client_id, invoice_id, kind, hash, created_at)
           select client_id, invoice_id, kind, hash, $1 from ${MADE.from(2)} on conflict do nothing`,
    values: [at, ...MADE.values(made)],
  })
}
