import { type Approval, lockApprovals } from '../../invoices/approve-invoices.ts'
import { APPROVABLE, type InvoiceStatus } from '../../invoices/states.ts'
import type { ClientCtx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { mayBeApproved } from '../../claims/approval.ts'
import { selectCasesByNumber } from '../../claims/queries.ts'
import type { BatchAction } from './schemas.ts'

export interface InvoiceApprovals {
  approvals: Approval[]
  /** Locked, in the same order; undefined where there is none of this client's. */
  invoices: Awaited<ReturnType<typeof lockApprovals>>
  /** Is this action of the batch, by its place, about an invoice? All others are about cases. */
  isOfInvoice(i: number): boolean
}

/**
 * APPROVE lets an invoice go that waits; where none waits under the number, and its case does for legal steps, it is about
 * the case, as it is where it names one by caseId.
 */
export async function approvalsOfInvoices(
  ctx: ClientCtx,
  tx: Tx,
  actions: readonly BatchAction[],
): Promise<InvoiceApprovals> {
  const named = actions.flatMap(approvalOf)
  const locked = await lockApprovals(ctx, tx, named)
  const both = named.map((approval, k) => ({ approval, invoice: locked[k] }))
  const others = both.filter(({ invoice }) => !APPROVABLE.includes(invoice?.status as InvoiceStatus))
  const numbers = others.map(({ approval }) => approval.invoiceNumber)
  const cases = numbers.length === 0 ? [] : await selectCasesByNumber(tx, ctx.clientId, numbers)
  const urgent = new Set(
    actions.flatMap(({ data }) => (data.rightMayBeLost === true ? (data.invoiceNumber ?? []) : [])),
  )
  const waiting = new Set(
    cases
      .filter((debt) => mayBeApproved(debt, urgent.has(debt.invoiceNumber)))
      .map(({ invoiceNumber }) => invoiceNumber),
  )
  const ofInvoices = both.filter((one) => !others.includes(one) || !waiting.has(one.approval.invoiceNumber))
  const places = new Set(ofInvoices.map(({ approval }) => approval.place))
  return {
    approvals: ofInvoices.map(({ approval }) => approval),
    invoices: ofInvoices.map(({ invoice }) => invoice),
    isOfInvoice: (i) => places.has(i),
  }
}

function approvalOf({ code, comment, data }: BatchAction, place: number): (Approval & { place: number })[] {
  const { caseId, invoiceNumber } = data
  if (code !== 'APPROVE' || caseId !== undefined || invoiceNumber === undefined) return []
  return [{ place, pointer: `/actions/${place}/data/invoiceNumber`, invoiceNumber, comment: comment ?? null }]
}
