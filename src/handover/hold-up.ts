import { minor } from '@saatava/core/money.ts'
import type { Case } from '../claims/case.ts'
import { holdsUp } from '../claims/objection.ts'
import { updateObjection } from '../claims/update-queries.ts'
import { changeStatus } from '../dunning/change-status.ts'
import { insertPlan } from '../dunning/plans/queries.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/new-id.ts'
import type { CaseRow } from './schemas.ts'

/** An objection or a payment plan that held the case up at the former agency holds it up here. @returns the case as it is now */
export async function holdUp(ctx: Ctx, tx: Tx, debt: Case, row: CaseRow, at: Date): Promise<Case> {
  const { objection, plan, balance } = row
  if (objection !== undefined) {
    const { kind, amount } = objection
    await updateObjection(tx, debt, kind, at)
    const now = { ...debt, objection: kind }
    if (!holdsUp(kind, debt.directlyEnforceable)) return now
    const disputed = amount === undefined || amount >= balance.capital ? null : minor(amount)
    const reason = kind === 'DENIED' ? 'OBJECTION' : kind
    return changeStatus(ctx, tx, now, { status: 'DISPUTED', reason, nextDate: null, disputed }, at)
  }
  if (plan !== undefined) {
    const { clientId, caseId } = debt
    const instalments = plan.instalments.map(({ dueDate, amount }, i) => ({
      ...{ number: i + 1, dueDate, amount: minor(amount), paid: 0n },
    }))
    // Its fee, where it had one, stands among the earlier letters.
    const stored = { planId: newId(), state: 'ACTIVE' as const, fee: 0n, ruleId: null, createdAt: at, updatedAt: at }
    await insertPlan(tx, { clientId, caseId, ...stored, instalments })
    return changeStatus(ctx, tx, debt, { status: 'PAYMENT_PLAN', reason: 'PLAN_TAKEN_OVER', nextDate: null }, at)
  }
  return debt
}
