import { audit } from '../audit-entries/audit.ts'
import { words } from '../audit-entries/words.ts'
import type { ClientCtx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { AppError, type Fault } from '../platform/errors.ts'
import { emit } from '../events/emit.ts'
import { type NamedInvoice, lockNumbers, writeApprovals } from './approve-queries.ts'
import { APPROVABLE, type InvoiceStatus } from './states.ts'

export interface Approval {
  /** Place in the request: "/actions/0/data/invoiceNumber". */
  pointer: string
  invoiceNumber: number
  comment: string | null
}

/** The invoices that approvals name, locked; undefined where there is none of this client's. */
export async function lockApprovals(
  ctx: ClientCtx,
  tx: Tx,
  approvals: readonly Approval[],
): Promise<(NamedInvoice | undefined)[]> {
  if (approvals.length === 0) return []
  const numbers = [...new Set(approvals.map(({ invoiceNumber }) => invoiceNumber))]
  const found = await lockNumbers(tx, ctx.clientId, numbers)
  return approvals.map(({ invoiceNumber }) => found.find(({ number }) => number === invoiceNumber))
}

/**
 * Lets invoices go that are MANUAL or DUPLICATE: they are evaluated again at once, as approved.
 * @param invoices what lockApprovals returned, all of them there @throws AppError RULE where one does not wait for approval
 */
export async function approveInvoices(
  ctx: ClientCtx,
  tx: Tx,
  approvals: readonly Approval[],
  invoices: readonly NamedInvoice[],
): Promise<void> {
  const faults = invoices.flatMap(({ status }, i): Fault[] =>
    APPROVABLE.includes(status as InvoiceStatus)
      ? []
      : [
          {
            pointer: approvals[i]?.pointer ?? '',
            code: 'NOT_WAITING',
            message: `is ${status}; only an invoice that is ${APPROVABLE.join(' or ')} waits for approval`,
          },
        ],
  )
  if (faults.length > 0)
    throw new AppError('RULE', 'An invoice of this batch does not wait for approval; nothing was done.', { faults })
  const ids = invoices.map(({ invoiceId }) => invoiceId)
  await writeApprovals(tx, ctx.clientId, ids, ctx.actor, ctx.platform.clock.now())
  for (const [i, { invoiceId, number, status }] of invoices.entries()) {
    const subject = `invoice:${invoiceId}`
    await emit(ctx, tx, ctx.clientId, 'invoice.approved', subject, { invoiceNumber: number })
    const comment = words(approvals[i]?.comment)
    await audit(ctx, tx, ctx.clientId, 'invoice.approved', subject, { invoiceNumber: number, comment, was: status })
  }
}
