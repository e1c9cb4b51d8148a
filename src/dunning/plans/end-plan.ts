import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { emit } from '../../events/emit.ts'
import type { Case } from '../../claims/case.ts'
import { insertCaseEvent } from '../../claims/queries.ts'
import type { Plan, PlanState } from './plan.ts'
import { selectLivePlan, updatePlan } from './queries.ts'

const EVENTS = {
  COMPLETED: 'case.plan.completed',
  BROKEN: 'case.plan.broken',
  CANCELLED: 'case.plan.cancelled',
} as const

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
  await insertCaseEvent(tx, debt, `PLAN_${end}`, data, at)
  await emit(ctx, tx, debt.clientId, EVENTS[end], `case:${debt.caseId}`, {
    invoiceNumber: debt.invoiceNumber,
    ...data,
  })
  return { ...plan, state: end, fee }
}
