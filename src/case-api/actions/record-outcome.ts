import { audit } from '../../audit-entries/audit.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { emit } from '../../events/emit.ts'
import type { Case } from '../../claims/case.ts'
import { insertCaseEvent } from '../../claims/queries.ts'
import type { CaseAction, Effect, Outcome } from './action.ts'
import { writeOutcome } from './queries.ts'

/** Records the outcome of an action: with it, in the case's history, for the partner, and in the audit. */
export async function recordOutcome(ctx: Ctx, tx: Tx, debt: Case, action: CaseAction, outcome: Outcome): Promise<void> {
  const at = ctx.platform.clock.now()
  if (!(await writeOutcome(tx, action, outcome, at))) throw new Error(`action ${action.actionId} was performed before`)
  const { actionId, code, comment } = action
  const acted = { actionId, code, comment }
  const subject = `case:${debt.caseId}`
  const audited = { actionId, code, submittedBy: action.submittedBy }
  const shown = { invoiceNumber: debt.invoiceNumber, actionId, code }
  if (outcome.state === 'performed') {
    const { effect } = outcome
    await insertCaseEvent(tx, debt, 'ACTION_PERFORMED', { ...acted, effect }, at)
    await emit(ctx, tx, debt.clientId, 'case.action.performed', subject, { ...shown, effect: shared(effect) })
    await audit(ctx, tx, debt.clientId, 'case.action.performed', subject, { ...audited, effect: shared(effect) })
  } else {
    const { refusal } = outcome
    await insertCaseEvent(tx, debt, 'ACTION_REFUSED', { ...acted, refusal }, at)
    await emit(ctx, tx, debt.clientId, 'case.action.refused', subject, { ...shown, refusal: { ...refusal } })
    const { code: rule, ruleId } = refusal
    await audit(ctx, tx, debt.clientId, 'case.action.refused', subject, { ...audited, refusal: { code: rule, ruleId } })
  }
}

/** How the debtor is reached stands in the case alone: the event and the audit name what was changed. */
const PERSONAL = ['address', 'email', 'electronicDemands']

function shared(effect: Effect): Effect {
  const changed = PERSONAL.filter((name) => effect[name] !== undefined)
  if (changed.length === 0) return effect
  return { ...Object.fromEntries(Object.entries(effect).filter(([name]) => !PERSONAL.includes(name))), changed }
}
