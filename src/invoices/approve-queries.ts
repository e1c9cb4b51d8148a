import type { ClientId, InvoiceId } from '@saatava/core/ids.ts'
import type { Tx } from '../platform/database.ts'
import { APPROVABLE, type InvoiceStatus } from './states.ts'

export interface NamedInvoice {
  invoiceId: InvoiceId
  number: number
  type: string
  status: string
}

interface LockedInvoice extends NamedInvoice {
  approved: boolean
  seq: number
}

/**
 * Returns the invoices of these numbers, locked in the order in which the intake locks them: two invoices may bear one
 * number. The ones that wait for approval come first; of these, the ones that nobody has approved yet.
 */
export async function lockNumbers(tx: Tx, clientId: ClientId, numbers: number[]): Promise<NamedInvoice[]> {
  const { rows } = await tx.query<LockedInvoice>({
    text: `select invoice_id as "invoiceId", number, type, status, approved_at is not null as approved, seq from invoice
           where client_id = $1 and number = any($2::bigint[]) order by number, type, issue for no key update`,
    values: [clientId, numbers],
  })
  const place = ({ status, approved }: LockedInvoice) =>
    (APPROVABLE.includes(status as InvoiceStatus) ? 0 : 2) + (approved ? 1 : 0)
  return rows.sort((a, b) => a.number - b.number || place(a) - place(b) || a.seq - b.seq)
}

/** Approved ones are evaluated again, now as approved. @returns how many were waiting */
export async function writeApprovals(
  tx: Tx,
  clientId: ClientId,
  invoiceIds: InvoiceId[],
  actor: string,
  at: Date,
): Promise<number> {
  const { rowCount } = await tx.query({
    text: `update invoice set approved_at = $3, approved_by = $4, evaluate_at = $3, updated_at = $3
           where client_id = $1 and invoice_id = any($2::uuid[]) and status = any($5::text[])`,
    values: [clientId, invoiceIds, at, actor, APPROVABLE],
  })
  return rowCount ?? 0
}
