import { markInvoiceCaseStatus } from '../invoices/case-queries.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import type { Case } from '../claims/case.ts'
import { confirmPaid } from './letters/confirm-paid.ts'
import { endPlan } from './plans/end-plan.ts'
import { recordCaseEvent } from '../claims/record-case-events.ts'
import type { ClosingReason } from '../claims/states.ts'
import { updateClosed } from '../claims/update-queries.ts'

/**
 * Ends a case, with its events and the invoice's record; a plan that is under way ends with it, completed where the case
 * was paid. The case row is locked by the caller. Closing a closed case changes nothing.
 * @returns the case as it is now
 */
export async function closeCase(ctx: Ctx, tx: Tx, before: Case, reason: ClosingReason, at: Date): Promise<Case> {
  if (!(await updateClosed(tx, before, reason, at))) return before
  await endPlan(ctx, tx, before, reason === 'PAID' || reason === 'CREDITED' ? 'COMPLETED' : 'CANCELLED', at)
  const { clientId, invoiceId, caseId } = before
  await recordCaseEvent(ctx, tx, before, 'CLOSED', { reason, stage: before.stage, status: before.status }, at)
  await markInvoiceCaseStatus(tx, [{ clientId, invoiceId, caseId, status: 'CLOSED' }], at)
  if (reason === 'PAID') await confirmPaid(ctx, tx, [before], at)
  return {
    ...before,
    status: 'CLOSED',
    stage: 'CLOSED',
    closingReason: reason,
    closedAt: at,
    nextDate: null,
    disputed: null,
  }
}
