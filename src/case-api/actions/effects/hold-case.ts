/** Actions that hold a case up, and that let it go on. */
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { nextDateOf } from '../../../claims/next-date.ts'
import { offerPlan, planInWords } from '../../../dunning/plans/offer-plan.ts'
import { changeStatus } from '../../../dunning/change-status.ts'
import { updateObjection } from '../../../claims/update-queries.ts'
import type { CaseAction, Effect, Scene } from '../action.ts'
import { againstCase } from '../rules.ts'

/** No steps until RESUME, or until a day; interest goes on. @throws Refused */
export async function pause({ ctx, tx, case: debt, at, today }: Scene, { data }: CaseAction): Promise<Effect> {
  const { untilDate = null } = data
  if (untilDate !== null && untilDate <= today)
    throw againstCase(
      'UNTIL_DATE_PAST',
      'pausedUntil',
      `The pause would end on ${untilDate}, which is not after today, ${today}.`,
    )
  await changeStatus(
    ctx,
    tx,
    debt,
    { status: 'PAUSED', reason: 'PAUSED', nextDate: untilDate, pausedUntil: untilDate },
    at,
  )
  return { status: 'PAUSED', untilDate }
}

/** Ends a pause, an objection or a suspension: the steps go on where they stopped. */
export async function resume({ ctx, tx, case: debt, at, today }: Scene): Promise<Effect> {
  const nextDate = await nextDateOf(tx, debt, today)
  if (debt.status === 'DISPUTED') await updateObjection(tx, debt, null, at)
  await changeStatus(ctx, tx, debt, { status: 'OPEN', reason: null, nextDate }, at)
  return { status: 'OPEN', was: debt.status, nextDate }
}

/** Offers the debtor a plan; the steps are halted while it is kept. @throws Refused */
export async function offer({ ctx, tx, case: debt, contract, today }: Scene, { data }: CaseAction): Promise<Effect> {
  const wish = omitUndefined({ instalments: data.instalments, firstDueDate: data.firstDueDate })
  const { plan, fee } = await offerPlan(ctx, tx, debt, contract.plan, wish, today)
  return { status: 'PAYMENT_PLAN', planId: plan.planId, ...planInWords(plan), feeRule: fee }
}
