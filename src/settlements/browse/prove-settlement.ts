import type { AllocationId, SettlementId } from '@saatava/core/ids.ts'
import { selectAttempts } from '../../payouts/queries.ts'
import type { Payout } from '../../payouts/payout.ts'
import type { ClientCtx } from '../../platform/context.ts'
import { withSnapshot } from '../../platform/database.ts'
import { AppError } from '../../platform/errors.ts'
import { type Deduction, deductionsOf } from '../deductions.ts'
import { selectSettlement } from '../queries.ts'
import type { Settlement } from '../settlement.ts'
import { type ProofLine, type ProofSums, pageOfProof, sumsOfProof } from './queries.ts'

export interface Proof {
  settlement: Settlement
  lines: ProofLine[]
  /** The place of the next page of lines; undefined: these are the last ones. */
  next: AllocationId | undefined
  sums: ProofSums
  deductions: readonly Deduction[]
  /** Attempts to pay it, the first one first. */
  payouts: Payout[]
}

/** A settlement with what proves each of its lines, as of one moment. @throws AppError NOT_FOUND */
export async function proveSettlement(
  ctx: ClientCtx,
  { settlementId, after, limit }: { settlementId: SettlementId; after: AllocationId; limit: number },
): Promise<Proof> {
  const { clientId } = ctx
  return withSnapshot(ctx.platform.pool, async (db) => {
    const settlement = await selectSettlement(db, clientId, settlementId)
    if (settlement === undefined) throw new AppError('NOT_FOUND', `There is no settlement ${settlementId}.`)
    const found = await pageOfProof(db, { clientId, settlementId }, after, limit + 1)
    const lines = found.slice(0, limit)
    return {
      ...{ settlement, lines, next: found.length > limit ? lines.at(-1)?.allocationId : undefined },
      sums: await sumsOfProof(db, { clientId, settlementId }),
      deductions: (await deductionsOf(db, clientId, [settlement])).get(settlementId) ?? [],
      payouts: await selectAttempts(db, clientId, settlementId),
    }
  })
}
