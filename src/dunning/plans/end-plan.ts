import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import type { Case } from '../../claims/case.ts'
import { recordCaseEvent } from '../../claims/record-case-events.ts'
import type { Plan } from './plan.ts'
import type { PlanState } from './states.ts'
import { selectLivePlan, updatePlan } from './queries.ts'

/**
 * Ends the plan of a case, if one is offered or under way; an offer that nobody took has cost nothing and is CANCELLED,
 * whatever ends it. @param why for its event
 */
export async function endPlan(
  ctx: Ctx,
  tx: Tx,
  debt: Case,
  state: Extract<PlanState, 'COMPLETED' | 'BROKEN' | 'CANCELLED'>,
  at: Date,
  why?: string,
): Promise<Plan | undefined> {
  const plan = await selectLivePlan(tx, debt)
  if (plan === undefined) return undefined
  const offered = plan.state === 'OFFERED'
  const end = offered ? 'CANCELLED' : state
  const fee = offered ? 0n : plan.fee
  if (!(await updatePlan(tx, plan, { state: end, fee, ruleId: plan.ruleId }, at))) return undefined
  const data = { planId: plan.planId, state: end, ...(why === undefined ? {} : { why }) }
  await recordCaseEvent(ctx, tx, debt, `PLAN_${end}`, data, at)
  return { ...plan, state: end, fee }
}
