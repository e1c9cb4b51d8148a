import { type CivilDate, addDays, civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { minorToNumber, minorToText } from '@saatava/core/money.ts'
import { selectLowered } from '../../journal/case-queries.ts'
import { post } from '../../journal/post.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import type { Case } from '../../claims/case.ts'
import { bringUpToDate } from '../../claims/claim.ts'
import { closeCase } from '../close-case.ts'
import { contractsOf } from '../../claims/contracts-of.ts'
import type { ClientContract } from '../../claims/contract.ts'
import { insertCaseEvent } from '../../claims/queries.ts'
import { changeStatus } from '../change-status.ts'
import { acceptPlan } from './accept-plan.ts'
import { dayItBreaks } from './offer-plan.ts'
import { type Plan, nextInstalment } from './plan.ts'
import { insertInstalments, selectLivePlan, writePaid } from './queries.ts'

/** Entries that raise a claim; every other entry lowers it and counts as paid. */
const RAISES = ['CASE_OPENED', 'INTEREST_ACCRUED', 'FEE_CHARGED']
/** Lowers it too, but is no payment of the debtor's: it accepts no offer. */
const NO_PAYMENT = ['CAPITAL_CREDITED', 'FEE_WAIVED', 'WAIVED', 'WITHDRAWN', 'WRITTEN_OFF']
/**
 * A remainder below this, left by the interest that ran while a plan was kept, is not worth a letter: it is waived,
 * whichever part of the claim the order of allocation has left. Minor units.
 */
const REMAINDER_MIN = 100n

/**
 * Counts what has been paid on a case's plan, after a payment was allocated or an allocation reversed: an offer is accepted
 * by the first payment; instalments are filled in order; when all are paid, the interest that has run meanwhile makes a last
 * one, or is waived where it is below one unit of the currency; with nothing left the plan is completed and the case closed.
 * The case row is locked by the caller. @returns the case as it is now
 */
export async function advancePlan(ctx: Ctx, tx: Tx, debt: Case, onDate: CivilDate): Promise<Case> {
  const live = await selectLivePlan(tx, debt)
  if (live === undefined || debt.status !== 'PAYMENT_PLAN') return debt
  const at = ctx.platform.clock.now()
  const rule = (await contractsOf(tx, [debt.clientId]))(debt.clientId).plan
  const since = { at: live.createdAt, id: live.planId }
  let plan = live
  if (plan.state === 'OFFERED' && (await selectLowered(tx, debt, since, [...RAISES, ...NO_PAYMENT])) > 0n) {
    const owed = await bringUpToDate(ctx, tx, debt, onDate)
    plan = await acceptPlan(ctx, tx, debt, plan, owed, at)
  }
  plan = fill(plan, await selectLowered(tx, debt, since, RAISES))
  await writePaid(tx, plan)
  if (nextInstalment(plan) === undefined) plan = await closePlanRemainder(ctx, tx, debt, plan, rule, onDate)
  const next = nextInstalment(plan)
  if (next === undefined) return closeCase(ctx, tx, debt, 'PAID', at)
  const reason = plan.state === 'OFFERED' ? 'PLAN_OFFERED' : 'PLAN_ACTIVE'
  const nextDate = dayItBreaks(debt, next.dueDate, rule)
  return changeStatus(ctx, tx, debt, { status: 'PAYMENT_PLAN', reason, nextDate }, at)
}

function fill(plan: Plan, received: bigint): Plan {
  let left = received > 0n ? received : 0n
  const instalments = plan.instalments.map((each) => {
    const paid = left < each.amount ? left : each.amount
    left -= paid
    return { ...each, paid }
  })
  return { ...plan, instalments }
}

async function closePlanRemainder(
  ctx: Ctx,
  tx: Tx,
  debt: Case,
  plan: Plan,
  rule: ClientContract['plan'],
  onDate: CivilDate,
): Promise<Plan> {
  const at = ctx.platform.clock.now()
  const { clientId, caseId, currency } = debt
  const { capital, interest, costs, fees } = await bringUpToDate(ctx, tx, debt, onDate)
  const rest = capital + interest + costs + fees
  if (rest <= 0n) return plan
  const today = civilDateAt(at, timeZoneOf(debt.country))
  if (rest < REMAINDER_MIN) {
    await post(tx, {
      clientId,
      kind: 'WAIVED',
      at,
      bookingDate: today,
      source: `plan:${plan.planId}`,
      details: { why: `less than ${minorToText(REMAINDER_MIN)} was left when the plan had been kept` },
      postings: [
        { account: 'RECEIVABLE_CAPITAL', caseId, currency, amount: -capital },
        { account: 'RECEIVABLE_INTEREST', caseId, currency, amount: -interest },
        { account: 'RECEIVABLE_COSTS', caseId, currency, amount: -costs },
        { account: 'CLAIMS_OF_CLIENT', caseId, currency, amount: rest - fees },
        { account: 'RECEIVABLE_FEES', caseId, currency, amount: -fees },
        { account: 'CLAIMS_OF_AGENCY', caseId, currency, amount: fees },
      ],
    })
    await insertCaseEvent(tx, debt, 'WAIVED', { planId: plan.planId, amount: minorToNumber(rest) }, at)
    return plan
  }
  const last = plan.instalments.at(-1)
  const number = (last?.number ?? 0) + 1
  const closing = { number, dueDate: addDays(today, rule.daysBetween), amount: rest, paid: 0n }
  await insertInstalments(tx, plan, [closing])
  const data = { planId: plan.planId, number, dueDate: closing.dueDate, amount: minorToNumber(rest) }
  await insertCaseEvent(tx, debt, 'PLAN_INTEREST', data, at)
  return { ...plan, instalments: [...plan.instalments, closing] }
}
