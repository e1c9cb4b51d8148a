import { calendarOf, nextBankingDay } from '@saatava/core/banking-days.ts'
import { type CivilDate, addDays } from '@saatava/core/dates.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import { LawError } from '@saatava/law/errors.ts'
import { mayTake } from '@saatava/law/may-take.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { newId } from '../../platform/new-id.ts'
import type { Case } from '../../claims/case.ts'
import { bringUpToDate } from '../../claims/claim.ts'
import type { ClientContract } from '../../claims/contract.ts'
import { feeHistory } from '../../claims/fee-history.ts'
import { feeInCurrency } from '../../claims/fee-in-currency.ts'
import { lawClaim } from '../../claims/law-claim.ts'
import { lawOf } from '../../agency/law-of.ts'
import { sendEventLetter } from '../letters/send-event-letters.ts'
import { later } from '../../claims/schedule.ts'
import { changeStatus } from '../change-status.ts'
import { type PlanWish, countOfInstalments, makeInstalments } from './make-instalments.ts'
import type { Plan } from './plan.ts'
import { insertPlan } from './queries.ts'

/** A plan costs nothing where no rule of the law speaks of plans. */
const FREE = 'no rule allows a fee'

/**
 * Offers the debtor a plan over the whole claim of today with the plan's fee, and halts the steps. Nothing is charged yet:
 * the debtor accepts by paying, and only then is the fee. @throws Refused PLAN_…
 */
export async function offerPlan(
  ctx: Ctx,
  tx: Tx,
  debt: Case,
  rule: ClientContract['plan'],
  wish: PlanWish,
  today: CivilDate,
): Promise<{ plan: Plan; fee: { ruleId: string | null; source: string; note?: string } }> {
  const at = ctx.platform.clock.now()
  const { capital, interest, costs, fees } = await bringUpToDate(ctx, tx, debt, today)
  const claim = capital + interest + costs + fees
  const count = countOfInstalments(claim, rule, wish)
  const fee = await feeOf(ctx, tx, debt, { capital, costs }, count, today)
  const plan: Plan = {
    clientId: debt.clientId,
    caseId: debt.caseId,
    planId: newId(),
    state: 'OFFERED',
    fee: fee.most,
    ruleId: fee.ruleId,
    createdAt: at,
    updatedAt: at,
    instalments: makeInstalments(claim + fee.most, count, rule, wish, today),
  }
  await insertPlan(tx, plan)
  const [first] = plan.instalments
  const nextDate = dayItBreaks(debt, first?.dueDate ?? today, rule)
  const offered = await changeStatus(ctx, tx, debt, { status: 'PAYMENT_PLAN', reason: 'PLAN_OFFERED', nextDate }, at)
  const { ruleId, source, note } = fee
  if (first !== undefined) {
    const instalments = plan.instalments.map(({ number, dueDate, amount }) => ({ number, dueDate, amount }))
    const letter = { instalments, source, ...(ruleId === null ? {} : { ruleId }) }
    const about = { key: plan.planId, payable: first.amount, dueDate: first.dueDate, plan: letter }
    await sendEventLetter(ctx, tx, { case: offered, kind: 'PLAN_OFFER', about, fee: plan.fee }, at)
  }
  return { plan, fee: { ruleId, source, ...(note === undefined ? {} : { note }) } }
}

/**
 * The first day on which an instalment that was due then and is unpaid breaks the plan: when the days of grace are over, and
 * banks have been open on or after its due date.
 */
export function dayItBreaks({ country }: Case, dueDate: CivilDate, { graceDays }: ClientContract['plan']): string {
  return addDays(later(addDays(dueDate, graceDays), nextBankingDay(calendarOf(country), dueDate)), 1)
}

export interface PlanCost {
  /** Minor units. */
  most: bigint
  ruleId: string | null
  source: string
  note?: string
}

/** The most the law lets a plan cost on this case today; a law that speaks of no fee allows none. */
export async function feeOf(
  ctx: Ctx,
  tx: Tx,
  debt: Case,
  owed: { capital: bigint; costs: bigint },
  instalments: number,
  today: CivilDate,
): Promise<PlanCost> {
  try {
    const claim = { ...lawClaim(debt, owed), instalments }
    const may = mayTake('PLAN', await feeHistory(tx, debt), today, claim, await lawOf(ctx.platform, tx))
    const { rule: ruleId, source } = may
    if (!may.allowed) return { most: 0n, ruleId, source, note: may.why }
    // A sandbox carries rules on after their end. An act that is no longer in force is no ground to charge a debtor.
    if (may.rules.some(({ carriedOn }) => carriedOn === true))
      return { most: 0n, ruleId: null, source: FREE, note: `${ruleId} is no longer in force` }
    return { ...feeInCurrency(may, debt.currency), ruleId, source }
  } catch (error) {
    // A missing figure never stands in the way of a debtor who wants to pay: it makes the plan free.
    if (error instanceof LawError && error.code === 'NO_RULE')
      return { most: 0n, ruleId: null, source: FREE, note: error.message }
    throw error
  }
}

/** "3 instalments from 2026-03-01, 41.83 each", for events and people. */
export function planInWords({ instalments, fee }: Plan): Record<string, unknown> {
  return {
    instalments: instalments.map(({ number, dueDate, amount }) => ({ number, dueDate, amount: minorToNumber(amount) })),
    fee: minorToNumber(fee),
  }
}
