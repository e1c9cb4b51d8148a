import type { Ctx } from '../../platform/context.ts'
import { selectReturns } from './queries.ts'
import type { ReturnOrder } from './return-order.ts'

/** Returns to payers, the latest first. */
export function listReturns(ctx: Ctx, limit: number): Promise<ReturnOrder[]> {
  return selectReturns(ctx.platform.pool, limit)
}
