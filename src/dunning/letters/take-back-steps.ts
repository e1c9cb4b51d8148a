import type { CaseId } from '@saatava/core/ids.ts'
import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { lockCaseRows } from '../../claims/queries.ts'
import { setStepIndex } from '../../claims/update-queries.ts'
import { nextDateOf } from '../../claims/next-date.ts'
import { isHeld } from '../../claims/states.ts'
import { changeStatus } from '../change-status.ts'
import { type LetterKey, deleteLastStep } from './queries.ts'

/**
 * A letter that was cancelled before it left has not reached the debtor, and the law may require it before the next step.
 * Once the case goes on, the step is taken again, with the sums and days of then, unless another step has followed.
 */
export async function takeBackSteps(
  ctx: Ctx,
  tx: Tx,
  letters: readonly (LetterKey & { caseId: CaseId })[],
  at: Date,
): Promise<void> {
  // The latest first: ids of letters grow with time.
  for (const letter of letters.toSorted((a, b) => (a.letterId < b.letterId ? 1 : -1))) {
    const [debt] = await lockCaseRows(tx, [letter])
    const stepIndex = debt === undefined ? undefined : await deleteLastStep(tx, letter)
    if (debt === undefined || stepIndex === undefined) continue
    await setStepIndex(tx, debt, stepIndex, at)
    if (isHeld(debt)) continue
    const [now = debt] = await lockCaseRows(tx, [letter])
    const { status, statusReason: reason, pausedUntil, disputed } = now
    const nextDate = await nextDateOf(tx, now, civilDateAt(at, timeZoneOf(now.country)))
    if (status !== 'CLOSED') await changeStatus(ctx, tx, now, { status, reason, nextDate, pausedUntil, disputed }, at)
  }
}
