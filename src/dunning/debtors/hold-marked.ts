/** Cases whose debtor has a mark that stops collection wait until the mark is lifted, or a person closes them. */
import { type DebtorMark, markRule, stoppingMark } from '@saatava/law/debtor-marks.ts'
import type { Case } from '../../claims/case.ts'
import { insertCaseEvents } from '../../claims/find-queries.ts'
import { isHeld } from '../../claims/states.ts'
import { selectStandingMarks } from '../../debtors/mark-queries.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Queryable, Tx } from '../../platform/database.ts'
import { changeStatus } from '../change-status.ts'

const REASON_PREFIX = 'DEBTOR_'

/** The mark that stops each of these cases; undefined where none does. */
export async function stopsOf(
  db: Queryable,
  cases: readonly Case[],
): Promise<(debt: Pick<Case, 'clientId' | 'debtorId'>) => DebtorMark | undefined> {
  const marksOf = await selectStandingMarks(db, cases)
  return (debt) => stoppingMark(marksOf(debt))
}

/** Is the case suspended by a mark of its debtor? */
export function isStoppedByMark({ status, statusReason }: Pick<Case, 'status' | 'statusReason'>): boolean {
  return status === 'SUSPENDED' && statusReason?.startsWith(REASON_PREFIX) === true
}

/**
 * Suspends a case that would go on, with the mark and its law. A case that is held already is suspended when it goes on.
 * The case row is locked by the caller.
 */
export async function suspendMarked(ctx: Ctx, tx: Tx, debt: Case, mark: DebtorMark, at: Date): Promise<void> {
  const reason = `${REASON_PREFIX}${mark}`
  if (debt.statusReason === reason || (isHeld(debt) && !isStoppedByMark(debt))) return
  const { clientId, caseId, disputed } = debt
  const data = { mark, ...markRule(mark, debt.country) }
  await insertCaseEvents(tx, [{ clientId, caseId, kind: 'DEBTOR_MARKED', data }], at)
  await changeStatus(ctx, tx, debt, { status: 'SUSPENDED', reason, nextDate: null, disputed }, at)
}
