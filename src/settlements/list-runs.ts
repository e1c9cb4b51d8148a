/** Lists runs, the latest first, and a client's settlements, each with its outcome, for people; each list as of one moment. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Payout } from '../payouts/payout.ts'
import { selectLatestOf, progressOf } from '../payouts/queries.ts'
import type { Ctx } from '../platform/context.ts'
import { type Queryable, withSnapshot } from '../platform/database.ts'
import { selectLatest } from './queries.ts'
import { selectRuns } from './run-queries.ts'
import type { Settlement, SettlementRun } from './settlement.ts'

/** done: each of its payouts was paid, refused or returned; "paid" where all were paid, "refused" where none was. */
export interface ListedRun extends Omit<SettlementRun, 'state'> {
  state: SettlementRun['state'] | 'paid' | 'refused' | 'done'
  paid: number
  refused: number
  /** A person must ask the bank about these. */
  doubtful: number
  paidAt: Date | null
}

/** "paid" where nothing was left to pay. */
export interface ListedSettlement extends Settlement {
  state: Lowercase<Payout['state']>
  payout: Payout | undefined
}

export function listRuns(ctx: Ctx, limit: number): Promise<ListedRun[]> {
  return withSnapshot(ctx.platform.pool, async (db) => listRunsWithin(db, await selectRuns(db, limit, null)))
}

/** Runs with their outcomes, in the given order. */
export async function listRunsWithin(db: Queryable, runs: readonly SettlementRun[]): Promise<ListedRun[]> {
  const found = await progressOf(
    db,
    runs.map(({ messageId }) => messageId),
  )
  const progress = new Map(found.map((one) => [one.messageId, one]))
  return runs.map((run) => {
    const { underWay = 1, paid = 0, refused = 0, doubtful = 0, changedAt } = progress.get(run.messageId) ?? {}
    const ended = refused === 0 ? 'paid' : paid === 0 ? 'refused' : 'done'
    const state = run.state === 'sent' && underWay === 0 ? ended : run.state
    return { ...run, state, paid, refused, doubtful, paidAt: state === 'paid' ? (changedAt ?? null) : null }
  })
}

export async function listOfClient(ctx: Ctx, clientId: ClientId, limit: number): Promise<ListedSettlement[]> {
  const { settlements, found } = await withSnapshot(ctx.platform.pool, async (db) => {
    const latest = await selectLatest(db, clientId, limit)
    const ids = latest.map(({ settlementId }) => settlementId)
    return { settlements: latest, found: await selectLatestOf(db, clientId, ids) }
  })
  const payouts = new Map(found.map((one) => [one.settlementId, one]))
  return settlements.map((one) => {
    const payout = payouts.get(one.settlementId)
    return { ...one, payout, state: (payout?.state.toLowerCase() ?? 'paid') as ListedSettlement['state'] }
  })
}
