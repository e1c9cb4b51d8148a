import type { ClientId, InvoiceId } from '@saatava/core/ids.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import { clientsWithDue } from '../platform/partition.ts'

const FREE = '(lease_until is null or lease_until < statement_timestamp())'

export interface ToFetch {
  clientId: ClientId
  invoiceId: InvoiceId
  position: number
  url: string
  useAsPrintout: boolean
  attempts: number
}

/** Leases attachments that are to be fetched; for `leaseMs`, by the clock of the database, nobody else takes them. */
export async function leaseFetches(db: Queryable, at: Date, leaseMs: number, limit: number): Promise<ToFetch[]> {
  const due = `select client_id from invoice_attachment where fetch_at <= $1 and ${FREE} order by fetch_at limit $2`
  const clientIds = await clientsWithDue(db, 'attachments', due, [at, limit])
  if (clientIds.length === 0) return []
  const { rows } = await db.query<ToFetch>({
    text: `with due as (
             select client_id, invoice_id, position from invoice_attachment
             where client_id = any($4::bigint[]) and fetch_at <= $1 and ${FREE}
             order by fetch_at limit $3 for no key update skip locked
           )
           update invoice_attachment a set lease_until = statement_timestamp() + make_interval(secs => $2::float8 / 1000),
             attempts = attempts + 1 from due
           where a.client_id = due.client_id and a.invoice_id = due.invoice_id and a.position = due.position
           returning a.client_id as "clientId", a.invoice_id as "invoiceId", a.position, a.url, a.use_as_printout as "useAsPrintout", a.attempts`,
    values: [at, leaseMs, limit, clientIds],
  })
  return rows
}

export async function fetchLater(db: Queryable, row: ToFetch, at: Date): Promise<void> {
  await db.query({
    text: `update invoice_attachment set fetch_at = $4, lease_until = null
           where client_id = $1 and invoice_id = $2 and position = $3 and fetch_at is not null`,
    values: [row.clientId, row.invoiceId, row.position, at],
  })
}

/** An attachment is had, or given up; with the last one of them, its invoice is due for evaluation. */
export async function finishFetch(
  tx: Tx,
  row: ToFetch,
  result: { hash: Buffer; printed: string[] } | { code: string; reason: string },
  at: Date,
): Promise<void> {
  await tx.query({
    text: `with done as (
             update invoice_attachment set fetch_at = null, lease_until = null, hash = $4, failure_code = $5, failure_reason = $6,
               printed_accounts = $8
             where client_id = $1 and invoice_id = $2 and position = $3 and fetch_at is not null
             returning client_id, invoice_id
           )
           update invoice i set attachments_to_fetch = attachments_to_fetch - 1,
             evaluate_at = case when attachments_to_fetch = 1 and status = 'PAUSED' then $7::timestamptz else evaluate_at end
           from done where i.client_id = done.client_id and i.invoice_id = done.invoice_id`,
    values: [
      row.clientId,
      row.invoiceId,
      row.position,
      'hash' in result ? result.hash : null,
      'code' in result ? result.code : null,
      'code' in result ? result.reason : null,
      at,
      'printed' in result ? result.printed : [],
    ],
  })
}
