import type { Ctx } from '../platform/context.ts'
import { earliestOverdue, isOverdue } from './confirmation.ts'
import { markOverdue, selectUnconfirmed } from './queries.ts'

const BATCH = 1_000

/** Notes the payouts that the bank should have confirmed by now: each gets a task. @returns how many */
export async function noteUnconfirmed(ctx: Ctx): Promise<number> {
  const { pool, clock } = ctx.platform
  const now = clock.now()
  const sent = await selectUnconfirmed(pool, earliestOverdue(now), BATCH)
  const overdue = sent.filter(({ currency, changedAt }) => isOverdue({ currency, sentAt: changedAt }, now))
  if (overdue.length > 0) await markOverdue(pool, overdue, now)
  return overdue.length
}
