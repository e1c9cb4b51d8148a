import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { minorToNumber, sum } from '@saatava/core/money.ts'
import { post } from '../../journal/post.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import type { Case } from '../../claims/case.ts'
import type { Claim } from '../../claims/claim.ts'
import { recordCaseEvent } from '../../claims/record-case-events.ts'
import { feeOf } from './offer-plan.ts'
import type { Instalment, Plan } from './plan.ts'
import { replaceInstalments, updatePlan } from './queries.ts'

/**
 * A debtor accepts a plan by its first payment: the plan is under way, and its fee is charged, at most what was offered and
 * what the law allows today; where that is less, less is paid at the end. @param owed what is left of it, minor units
 */
export async function acceptPlan(
  ctx: Ctx,
  tx: Tx,
  debt: Case,
  plan: Plan,
  owed: Pick<Claim, 'capital' | 'costs'>,
  at: Date,
): Promise<Plan> {
  const today = civilDateAt(at, timeZoneOf(debt.country))
  const { most, ruleId, source, note } = await feeOf(ctx, tx, debt, owed, plan.instalments.length, today)
  const fee = most < plan.fee ? most : plan.fee
  const instalments = lowered(plan.instalments, plan.fee - fee)
  const accepted: Plan = { ...plan, state: 'ACTIVE', fee, ruleId, instalments }
  if (!(await updatePlan(tx, plan, accepted, at))) return plan
  if (fee < plan.fee) await replaceInstalments(tx, accepted)
  const { clientId, caseId, currency } = debt
  await post(tx, {
    clientId,
    kind: 'FEE_CHARGED',
    at,
    bookingDate: today,
    source: `plan:${plan.planId}`,
    details: { step: 'PLAN', ruleId, source, ...(note === undefined ? {} : { note }) },
    postings: [
      { account: 'RECEIVABLE_FEES', caseId, currency, amount: fee },
      { account: 'CLAIMS_OF_AGENCY', caseId, currency, amount: -fee },
    ],
  })
  const data = { planId: plan.planId, fee: minorToNumber(fee), ruleId, source }
  await recordCaseEvent(ctx, tx, debt, 'PLAN_ACCEPTED', data, at)
  return accepted
}

/** Instalments that come to so much less, taken off from the end. @param by minor units */
function lowered(instalments: readonly Instalment[], by: bigint): Instalment[] {
  const left = sum(instalments.map(({ amount }) => amount)) - by
  let before = 0n
  return instalments.flatMap((each) => {
    const amount = before + each.amount > left ? left - before : each.amount
    before += amount
    return amount > 0n ? [{ ...each, amount, paid: 0n }] : []
  })
}
