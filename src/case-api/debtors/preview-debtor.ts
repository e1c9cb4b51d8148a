import type { DebtorId } from '@saatava/core/ids.ts'
import { dryRun } from '../../claims/dry-run.ts'
import type { ClientCtx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { view } from './show-debtor.ts'

export interface DebtorEffect {
  /** The debtor as GET /debtors/{debtorId} shows it. */
  before: Record<string, unknown>
  after: Record<string, unknown>
}

/** Does the work on a debtor in a transaction that is rolled back. @throws AppError NOT_FOUND, and as the work */
export function previewDebtor(
  ctx: ClientCtx,
  debtorId: DebtorId,
  work: (tx: Tx) => Promise<unknown>,
): Promise<DebtorEffect> {
  return dryRun(ctx.platform.pool, async (tx) => {
    const before = await view(ctx, tx, debtorId)
    await work(tx)
    return { before, after: await view(ctx, tx, debtorId) }
  })
}
