/** Cases whose debtor cannot be reached wait until an action says how. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import type { Case } from '../../claims/case.ts'
import { changeStatus } from '../change-status.ts'
import { resumeCase } from '../resume-case.ts'

const NO_CHANNEL = 'NO_CHANNEL'

/** The case row is locked by the caller. */
export async function suspendUnreachable(ctx: Ctx, tx: Tx, debt: Case, at: Date): Promise<void> {
  await changeStatus(
    ctx,
    tx,
    debt,
    { status: 'SUSPENDED', reason: NO_CHANNEL, nextDate: null, disputed: debt.disputed },
    at,
  )
}

/** The steps go on after a new address or email of the debtor, where they had stopped for want of one. @returns the case as it is now */
export async function resumeReachable(ctx: Ctx, tx: Tx, debt: Case, today: CivilDate, at: Date): Promise<Case> {
  if (debt.status !== 'SUSPENDED' || debt.statusReason !== NO_CHANNEL) return debt
  return resumeCase(ctx, tx, debt, today, at)
}
