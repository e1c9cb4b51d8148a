/** Cases whose debtor cannot be reached wait until an action says how. */
import { nextDateOf } from '../../claims/next-date.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import type { Case } from '../../claims/case.ts'
import { turnCase } from '../turn-case.ts'

export const NO_CHANNEL = 'NO_CHANNEL'

/** The case row is locked by the caller. */
export async function suspendUnreachable(ctx: Ctx, tx: Tx, of: Case, at: Date): Promise<void> {
  await turnCase(ctx, tx, of, { status: 'SUSPENDED', reason: NO_CHANNEL, nextDate: null, disputed: of.disputed }, at)
}

/**
 * The steps go on after a new address or email of the debtor, where they had stopped for want of one. What was disputed
 * of the claim still is. @returns the case as it is now
 */
export async function resumeReachable(ctx: Ctx, tx: Tx, of: Case, today: string, at: Date): Promise<Case> {
  if (of.status !== 'SUSPENDED' || of.statusReason !== NO_CHANNEL) return of
  const { disputed } = of
  const nextDate = await nextDateOf(tx, of, today)
  const turn =
    disputed === null ? { status: 'OPEN' as const, reason: null } : { status: 'DISPUTED' as const, reason: 'OBJECTION' }
  return turnCase(ctx, tx, of, { ...turn, nextDate, disputed }, at)
}
