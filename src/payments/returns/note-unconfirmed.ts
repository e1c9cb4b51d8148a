import { earliestOverdue, isOverdue } from '../../payouts/confirmation.ts'
import type { Ctx } from '../../platform/context.ts'
import { markReturnsOverdue, selectSentReturns } from './queries.ts'

const BATCH = 1_000

/** Notes the returns to payers that the bank should have confirmed by now: each gets a task. @returns how many */
export async function noteUnconfirmedReturns(ctx: Ctx): Promise<number> {
  const { pool, clock } = ctx.platform
  const now = clock.now()
  const sent = await selectSentReturns(pool, earliestOverdue(now), BATCH)
  const overdue = sent.flatMap((one) => (isOverdue(one, now) ? [one.returnId] : []))
  if (overdue.length > 0) await markReturnsOverdue(pool, overdue, now)
  return overdue.length
}
