import type { ClientId, InvoiceId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'

/** An earlier invoice that is the same but for its number, as the evaluation looks for it; `except` is to be replaced. */
export async function selectDuplicate(
  db: Queryable,
  clientId: ClientId,
  duplicateFingerprint: Buffer,
  type: string,
  except: string | null,
): Promise<{ invoiceId: InvoiceId; number: number } | undefined> {
  const { rows } = await db.query<{ invoiceId: InvoiceId; number: number }>({
    text: `select invoice_id as "invoiceId", number from invoice
           where client_id = $1 and duplicate_fingerprint = $2 and type = $3 and type <> 'REMINDER'
             and status not in ('ERROR', 'DRAFT', 'DUPLICATE') and invoice_id is distinct from $4::uuid
           order by seq limit 1`,
    values: [clientId, duplicateFingerprint, type, except],
  })
  return rows[0]
}

/** Returns the row that is stored under a number. */
export async function selectStored(
  db: Queryable,
  key: { clientId: ClientId; number: number; type: string; issue: string },
): Promise<{ invoiceId: InvoiceId; status: string; contentHash: Buffer } | undefined> {
  const { rows } = await db.query<{ invoiceId: InvoiceId; status: string; contentHash: Buffer }>({
    text: `select invoice_id as "invoiceId", status, content_hash as "contentHash" from invoice
           where client_id = $1 and number = $2 and type = $3 and issue = $4`,
    values: [key.clientId, key.number, key.type, key.issue],
  })
  return rows[0]
}
