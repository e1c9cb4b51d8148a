import { addDays, civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Tx, withTransaction } from '../../platform/database.ts'
import { type WorkQueue, handleEach } from '../../platform/queue/retry.ts'
import type { Case } from '../../claims/case.ts'
import { contractsOf } from '../../claims/contracts-of.ts'
import { sendEventLetter } from '../letters/send-event-letters.ts'
import { nextDateOf } from '../../claims/next-date.ts'
import { type CaseKey, lockCaseRows } from '../../claims/queries.ts'
import { changeStatus } from '../change-status.ts'
import { postponeLook } from '../../claims/update-queries.ts'
import { endPlan } from './end-plan.ts'
import { dayItBreaks } from './offer-plan.ts'
import { nextInstalment } from './plan.ts'
import { selectHeldCases, selectLivePlan } from './queries.ts'

const HELD_AT_ONCE_MAX = 100
/** Days that the letter about a broken plan gives to pay the whole claim; no step of the law hangs on it. */
const PAY_WITHIN_DAYS = 10

const HELD_CASES: WorkQueue<CaseKey> = {
  name: 'held cases to look at',
  subjectOf: ({ caseId }) => `case:${caseId}`,
  postpone: postponeLook,
}

/**
 * Looks at held cases whose day has come: a pause ends, and a plan whose instalment was not paid in time is broken (an
 * offer that nobody took lapses); their collection goes on. Each case has a separate transaction; a case that breaks our
 * own code does not hold up the others.
 * @returns how many went on
 */
export async function wakeHeldCases(ctx: Ctx, limit = HELD_AT_ONCE_MAX): Promise<number> {
  const { pool, clock } = ctx.platform
  const keys = await selectHeldCases(pool, clock.now(), limit)
  return handleEach(ctx, HELD_CASES, { keys, batchMax: limit }, (key) =>
    withTransaction(pool, async (tx) => {
      const [debt] = await lockCaseRows(tx, [key])
      return debt !== undefined && wake(ctx, tx, debt)
    }),
  )
}

/** One held case, locked. @returns whether it was changed: before its day, it is not */
async function wake(ctx: Ctx, tx: Tx, debt: Case): Promise<boolean> {
  const at = ctx.platform.clock.now()
  const today = civilDateAt(at, timeZoneOf(debt.country))
  if (debt.nextDate === null || debt.nextDate > today) return false
  if (debt.status === 'PAUSED') {
    await changeStatus(ctx, tx, debt, { status: 'OPEN', reason: null, nextDate: await nextDateOf(tx, debt, today) }, at)
    return true
  }
  if (debt.status !== 'PAYMENT_PLAN') return false
  const plan = await selectLivePlan(tx, debt)
  const due = plan && nextInstalment(plan)
  const rule = (await contractsOf(tx, [debt.clientId]))(debt.clientId).plan
  const breaks = due && dayItBreaks(debt, due.dueDate, rule)
  if (breaks !== undefined && breaks > today) {
    await changeStatus(ctx, tx, debt, { status: 'PAYMENT_PLAN', reason: debt.statusReason, nextDate: breaks }, at)
    return true
  }
  const why = due === undefined ? undefined : `instalment ${due.number}, due ${due.dueDate}, was not paid`
  const ended = await endPlan(ctx, tx, debt, 'BROKEN', at, why)
  const reason = ended === undefined ? null : `PLAN_${ended.state}`
  const now = await changeStatus(
    ctx,
    tx,
    debt,
    { status: 'OPEN', reason, nextDate: await nextDateOf(tx, debt, today) },
    at,
  )
  if (ended?.state === 'BROKEN' && due !== undefined) {
    const missed = { number: due.number, dueDate: due.dueDate, amount: due.amount - due.paid }
    const about = { key: ended.planId, dueDate: addDays(today, PAY_WITHIN_DAYS), missed }
    await sendEventLetter(ctx, tx, { case: now, kind: 'PLAN_BROKEN', about }, at)
  }
  return true
}
