import { audit } from '../../audit-entries/audit.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import type { Case } from '../../claims/case.ts'
import { recordCaseEvent, withoutContact } from '../../claims/record-case-events.ts'
import type { CaseAction, Outcome } from './action.ts'
import { writeOutcome } from './queries.ts'

/** Records the outcome of an action: with it, in the case's history, for the partner, and in the audit. */
export async function recordOutcome(ctx: Ctx, tx: Tx, debt: Case, action: CaseAction, outcome: Outcome): Promise<void> {
  const at = ctx.platform.clock.now()
  if (!(await writeOutcome(tx, action, outcome, at))) throw new Error(`action ${action.actionId} was performed before`)
  const { actionId, code, comment } = action
  const acted = { actionId, code, comment }
  const subject = `case:${debt.caseId}`
  const audited = { actionId, code, submittedBy: action.submittedBy }
  if (outcome.state === 'performed') {
    const { effect } = outcome
    await recordCaseEvent(ctx, tx, debt, 'ACTION_PERFORMED', { ...acted, effect }, at)
    await audit(ctx, tx, debt.clientId, 'case.action.performed', subject, {
      ...audited,
      effect: withoutContact(effect),
    })
  } else {
    const { refusal } = outcome
    await recordCaseEvent(ctx, tx, debt, 'ACTION_REFUSED', { ...acted, refusal }, at)
    const { code: rule, ruleId } = refusal
    await audit(ctx, tx, debt.clientId, 'case.action.refused', subject, { ...audited, refusal: { code: rule, ruleId } })
  }
}
