import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { emitAll } from '../../events/emit.ts'
import { insertCaseEvents } from '../../claims/find-queries.ts'
import type { Decided } from './decide-all.ts'

/** Tells creditors again that legal steps have waited for their approval for long. */
export async function remindCreditors(ctx: Ctx, tx: Tx, decided: Decided[], at: Date): Promise<void> {
  const waiting = decided.flatMap(({ case: debt, decision }) =>
    decision.kind === 'AWAITS_APPROVAL' ? [{ debt, data: { nextDate: decision.nextDate } }] : [],
  )
  if (waiting.length === 0) return
  await insertCaseEvents(
    tx,
    waiting.map(({ debt: { clientId, caseId }, data }) => ({ clientId, caseId, kind: 'APPROVAL_AWAITED', data })),
    at,
  )
  await emitAll(
    ctx,
    tx,
    waiting.map(({ debt: { clientId, caseId, invoiceNumber }, data }) => ({
      clientId,
      type: 'case.approval.awaited',
      subject: `case:${caseId}`,
      data: { invoiceNumber, ...data },
    })),
  )
}
