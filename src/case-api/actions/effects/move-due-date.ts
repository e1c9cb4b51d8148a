import { sendEventLetter } from '../../../dunning/letters/send-event-letters.ts'
import { nextDateOf } from '../../../claims/next-date.ts'
import { nextLook } from '../../../claims/schedule.ts'
import { updateDueDate } from '../../../claims/update-queries.ts'
import type { CaseAction, Effect, Scene } from '../action.ts'
import { againstCase, againstContract, latestDueDate } from '../rules.ts'

/**
 * Moves the case's due date; the invoice's stays, and so does the day from which interest runs. The next step waits for
 * it. @throws Refused where the date is not later than today and the present one, or later than the contract allows
 */
export async function moveDueDate(
  { ctx, tx, case: debt, contract, at, today }: Scene,
  { data }: CaseAction,
): Promise<Effect> {
  const { dueDate = today } = data
  if (dueDate <= today)
    throw againstCase('DUE_DATE_PAST', 'caseDueDate', `The new due date, ${dueDate}, is not after today, ${today}.`)
  if (dueDate <= debt.caseDueDate)
    throw againstCase(
      'DUE_DATE_NOT_LATER',
      'caseDueDate',
      `The new due date, ${dueDate}, is not after the present one, ${debt.caseDueDate}.`,
    )
  const { daysMax } = contract.dueDate
  const latest = latestDueDate(debt, daysMax)
  if (dueDate > latest)
    throw againstContract(
      'DUE_DATE_DAYS',
      'dueDate.daysMax',
      `The due date may be moved by ${daysMax} days in all, to ${latest} at the latest; the request asked for ${dueDate}.`,
    )
  // A case that is held up is looked at when its hold ends; its own due date holds from then on.
  const waits = debt.status === 'PAUSED' || debt.nextDate === null
  const nextDate = waits ? debt.nextDate : await nextDateOf(tx, { ...debt, caseDueDate: dueDate }, today)
  await updateDueDate(tx, debt, { caseDueDate: dueDate, nextDate, nextAt: nextLook(debt, nextDate, at) }, at)
  // While the debtor denies the whole claim, no letter may ask for it.
  if (debt.status !== 'DISPUTED' || debt.disputed !== null) {
    const about = { key: dueDate, dueDate, formerDueDate: debt.caseDueDate }
    await sendEventLetter(ctx, tx, { case: { ...debt, caseDueDate: dueDate }, kind: 'DUE_DATE_CHANGED', about }, at)
  }
  return { dueDate, was: debt.caseDueDate, nextDate }
}
