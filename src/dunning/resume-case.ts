import type { CivilDate } from '@saatava/core/dates.ts'
import type { Case } from '../claims/case.ts'
import { nextDateOf } from '../claims/next-date.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { changeStatus } from './change-status.ts'

/**
 * Lets a suspended case go on where its steps stopped. The disputed part stays disputed. The case row is locked by the
 * caller. @returns the case as it is now
 */
export async function resumeCase(ctx: Ctx, tx: Tx, debt: Case, today: CivilDate, at: Date): Promise<Case> {
  const { disputed } = debt
  const nextDate = await nextDateOf(tx, debt, today)
  const turn =
    disputed === null ? { status: 'OPEN' as const, reason: null } : { status: 'DISPUTED' as const, reason: 'OBJECTION' }
  return changeStatus(ctx, tx, debt, { ...turn, nextDate, disputed }, at)
}
