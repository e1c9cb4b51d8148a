import type { CivilDate } from '@saatava/core/dates.ts'
import { owedOnCases } from '../journal/case-accounts.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import type { Case } from '../claims/case.ts'
import { markChanged } from '../claims/update-queries.ts'
import { closePaid } from './close-paid.ts'
import { reopenAfterReversal } from './reopen-after-reversal.ts'
import { advancePlan } from './plans/advance-plan.ts'

/**
 * Moves a case on after a payment, or after a payment was taken back, on the day from which it counts: a claim of zero
 * closes the case as PAID; a plan goes on; a closed case that owes again is opened, or its claim leaves the books
 * (reopen-after-reversal.ts). The case row is locked by the caller, and its claim stands in the journal up to that day.
 * @returns the case as it is now
 */
export async function afterPayment(ctx: Ctx, tx: Tx, debt: Case, onDate: CivilDate): Promise<Case> {
  const [after = debt] = await afterPayments(ctx, tx, [{ case: debt, onDate }])
  return after
}

/** Moves many cases on, each once, in order. */
export async function afterPayments(
  ctx: Ctx,
  tx: Tx,
  paid: readonly { case: Case; onDate: CivilDate }[],
): Promise<Case[]> {
  const at = ctx.platform.clock.now()
  const owedOn = await owedOnCases(
    tx,
    paid.map((one) => one.case),
  )
  const isPaid = (debt: Case) => debt.status !== 'CLOSED' && owedOn(debt) <= 0n
  const others = paid.map((one) => one.case).filter((debt) => !isPaid(debt))
  await markChanged(tx, others, at)
  await closePaid(ctx, tx, paid.map((one) => one.case).filter(isPaid))
  const after: Case[] = []
  for (const { case: debt, onDate } of paid) {
    if (isPaid(debt)) after.push(closed(debt, at))
    else if (debt.status === 'CLOSED' && owedOn(debt) > 0n) after.push(await reopenAfterReversal(ctx, tx, debt, at))
    else if (debt.status === 'PAYMENT_PLAN') after.push(await advancePlan(ctx, tx, debt, onDate))
    else after.push(debt)
  }
  return after
}

function closed(debt: Case, at: Date): Case {
  return {
    ...debt,
    status: 'CLOSED',
    stage: 'CLOSED',
    closingReason: 'PAID',
    closedAt: at,
    nextDate: null,
    disputed: null,
  }
}
