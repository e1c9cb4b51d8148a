import { civilDateAt, timeZoneOf } from '../../core/dates.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { lockCases } from '../lock-cases.ts'
import { nextDateOf } from '../next-date.ts'
import { isHeld } from '../states.ts'
import { turnCase } from '../turn-case.ts'
import { type LetterKey, deleteLastStep } from './queries.ts'

/**
 * A letter that was called back before it left has told the debtor nothing, and the law may want it told before what comes
 * next. Once its case goes on, its step is taken anew, with the sums and days of then; unless another step has followed.
 */
export async function takeBackSteps(
  ctx: Ctx,
  tx: Tx,
  letters: readonly (LetterKey & { caseId: number })[],
  at: Date,
): Promise<void> {
  // The latest first: ids of letters grow with time.
  for (const letter of letters.toSorted((a, b) => (a.letterId < b.letterId ? 1 : -1))) {
    const [of] = await lockCases(tx, [letter])
    if (of === undefined || !(await deleteLastStep(tx, letter, at)) || isHeld(of)) continue
    const [now = of] = await lockCases(tx, [letter])
    const { status, statusReason: reason, pausedUntil, disputed } = now
    const nextDate = await nextDateOf(tx, now, civilDateAt(at, timeZoneOf(now.country)))
    if (status !== 'CLOSED') await turnCase(ctx, tx, now, { status, reason, nextDate, pausedUntil, disputed }, at)
  }
}
