import { civilDateAt, timeZoneOf } from '../../core/dates.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Tx, withTransaction } from '../../platform/database.ts'
import type { Case } from '../case.ts'
import { contractsOf } from '../contracts-of.ts'
import { nextDateOf } from '../next-date.ts'
import { lockCaseRows } from '../queries.ts'
import { turnCase } from '../turn-case.ts'
import { endPlan } from './end-plan.ts'
import { dayItBreaks } from './offer-plan.ts'
import { nextInstalment } from './plan.ts'
import { selectHeldCases, selectLivePlan } from './queries.ts'

const HELD_AT_ONCE_MAX = 100

/**
 * Looks at held cases whose day has come: a pause ends, and a plan whose instalment was not paid in time is broken (an offer
 * that nobody took lapses); their collection goes on. Each case in a transaction of its own.
 * @returns how many were looked at; HELD_AT_ONCE_MAX means that there may be more
 */
export async function wakeHeldCases(ctx: Ctx): Promise<number> {
  const { pool, clock } = ctx.platform
  const keys = await selectHeldCases(pool, clock.now(), HELD_AT_ONCE_MAX)
  for (const key of keys) {
    await withTransaction(pool, async (tx) => {
      const [of] = await lockCaseRows(tx, [key])
      if (of !== undefined) await wake(ctx, tx, of)
    })
  }
  return keys.length
}

/** One held case, locked; does nothing before its day. */
async function wake(ctx: Ctx, tx: Tx, of: Case): Promise<void> {
  const at = ctx.platform.clock.now()
  const today = civilDateAt(at, timeZoneOf(of.country))
  if (of.nextDate === null || of.nextDate > today) return
  if (of.status === 'PAUSED') {
    await turnCase(ctx, tx, of, { status: 'OPEN', reason: null, nextDate: await nextDateOf(tx, of, today) }, at)
    return
  }
  if (of.status !== 'PAYMENT_PLAN') return
  const plan = await selectLivePlan(tx, of)
  const due = plan && nextInstalment(plan)
  const rule = (await contractsOf(tx, [of.clientId]))(of.clientId).plan
  if (due !== undefined && dayItBreaks(due.dueDate, rule) > today) {
    const reason = of.statusReason
    await turnCase(ctx, tx, of, { status: 'PAYMENT_PLAN', reason, nextDate: dayItBreaks(due.dueDate, rule) }, at)
    return
  }
  const why = due === undefined ? undefined : `instalment ${due.number}, due ${due.dueDate}, was not paid`
  const ended = await endPlan(ctx, tx, of, 'BROKEN', at, why)
  const reason = ended === undefined ? null : `PLAN_${ended.state}`
  await turnCase(ctx, tx, of, { status: 'OPEN', reason, nextDate: await nextDateOf(tx, of, today) }, at)
}
