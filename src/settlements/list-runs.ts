/** What people look at: runs, the latest first, and a client's settlements. */
import type { Ctx } from '../platform/context.ts'
import { selectLatest } from './queries.ts'
import { selectRuns } from './run-queries.ts'
import type { Settlement, SettlementRun } from './settlement.ts'

export function listRuns(ctx: Ctx, limit: number): Promise<SettlementRun[]> {
  return selectRuns(ctx.platform.pool, limit)
}

export function listOfClient(ctx: Ctx, clientId: number, limit: number): Promise<Settlement[]> {
  return selectLatest(ctx.platform.pool, clientId, limit)
}
