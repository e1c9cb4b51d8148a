import { audit } from '../../platform/audit.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { emit } from '../../platform/events.ts'
import type { Case } from '../../claims/case.ts'
import { insertCaseEvent } from '../../claims/queries.ts'
import type { CaseAction, Outcome } from './action.ts'
import { writeOutcome } from './queries.ts'

/** Records the outcome of an action: with it, in the case's history, for the partner, and in the audit. */
export async function recordOutcome(ctx: Ctx, tx: Tx, debt: Case, action: CaseAction, outcome: Outcome): Promise<void> {
  const at = ctx.platform.clock.now()
  if (!(await writeOutcome(tx, action, outcome, at))) throw new Error(`action ${action.actionId} was performed before`)
  const { state, ...result } = outcome
  const { actionId, code, comment } = action
  const data = { actionId, code, comment, ...result }
  await insertCaseEvent(tx, debt, `ACTION_${state.toUpperCase()}`, data, at)
  const subject = `case:${debt.caseId}`
  await emit(ctx, tx, debt.clientId, `case.action.${state}`, subject, { invoiceNumber: debt.invoiceNumber, ...data })
  await audit(ctx, tx, debt.clientId, `case.action.${state}`, subject, {
    actionId,
    code,
    submittedBy: action.submittedBy,
    ...result,
  })
}
