import type { Tx } from '../platform/database.ts'
import { APPROVABLE } from './states.ts'

export interface NamedInvoice {
  invoiceId: string
  number: number
  type: string
  status: string
}

/** Invoices of these numbers, locked, the ones that wait for approval first, those not yet approved before the others. */
export async function lockNumbers(tx: Tx, clientId: number, numbers: number[]): Promise<NamedInvoice[]> {
  const { rows } = await tx.query<NamedInvoice>({
    text: `select invoice_id as "invoiceId", number, type, status from invoice
           where client_id = $1 and number = any($2::bigint[]) order by number, status = any($3::text[]) desc, approved_at is not null, seq for update`,
    values: [clientId, numbers, APPROVABLE],
  })
  return rows
}

/** Approved ones are evaluated again, now as approved. @returns how many were waiting */
export async function writeApprovals(
  tx: Tx,
  clientId: number,
  invoiceIds: string[],
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
