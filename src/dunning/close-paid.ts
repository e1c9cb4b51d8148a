import { markInvoiceCaseStatus } from '../invoices/case-queries.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { emitAll } from '../events/emit.ts'
import type { Case } from '../claims/case.ts'
import { closeCase } from './close-case.ts'
import { type FedCaseEvent, recordCaseEvents } from '../claims/record-case-events.ts'
import { confirmPaid } from './letters/confirm-paid.ts'
import { selectLivePlanIds } from './letters/queries.ts'
import { closeAllPaid } from '../claims/update-queries.ts'

/**
 * Closes cases on which nothing is owed any more, as PAID: in a few statements however many they are, since most payments
 * of a bank file end a case; those with a plan one by one, for the plan ends too. The rows are locked by the caller.
 */
export async function closePaid(ctx: Ctx, tx: Tx, cases: readonly Case[]): Promise<void> {
  if (cases.length === 0) return
  const at = ctx.platform.clock.now()
  await emitAll(
    ctx,
    tx,
    cases.map(({ clientId, caseId, invoiceNumber }) => {
      return { clientId, type: 'case.paid', subject: `case:${caseId}`, data: { invoiceNumber } }
    }),
  )
  const planned = await selectLivePlanIds(tx, cases)
  for (const one of cases) if (planned.has(nameOf(one))) await closeCase(ctx, tx, one, 'PAID', at)
  const plain = cases.filter((one) => !planned.has(nameOf(one)))
  const closed = await closeAllPaid(tx, plain, at)
  const ended = plain.filter((one) => closed.has(nameOf(one)))
  const events = ended.map(({ clientId, caseId, invoiceNumber, stage, status }): FedCaseEvent => {
    return { clientId, caseId, invoiceNumber, kind: 'CLOSED', data: { reason: 'PAID', stage, status } }
  })
  await recordCaseEvents(ctx, tx, events, at)
  await markInvoiceCaseStatus(
    tx,
    ended.map(({ clientId, invoiceId, caseId }) => ({ clientId, invoiceId, caseId, status: 'CLOSED' })),
    at,
  )
  await confirmPaid(ctx, tx, ended, at)
}

function nameOf({ clientId, caseId }: Case): string {
  return `${clientId} ${caseId}`
}
