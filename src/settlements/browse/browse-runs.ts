import { createHash } from 'node:crypto'
import type { Approval } from '../../approvals/approval.ts'
import { selectApprovals } from '../../approvals/queries.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import { type Payout, endToEndIdOf, payoutKeyOf } from '../../payouts/payout.ts'
import { pageOfMessage } from '../../payouts/queries.ts'
import type { Ctx } from '../../platform/context.ts'
import { withSnapshot } from '../../platform/database.ts'
import { AppError } from '../../platform/errors.ts'
import { type ListedRun, listRunsWithin } from '../list-runs.ts'
import { selectFileOfRun, selectRun, selectRuns } from '../run-queries.ts'

const APPROVALS_MAX = 20

/** Runs, the latest first. @param input.after of the page before; null: the first page */
export async function browseRuns(
  ctx: Ctx,
  { limit, after }: { limit: number; after: string | null },
): Promise<{ rows: ListedRun[]; next: string | undefined }> {
  return withSnapshot(ctx.platform.pool, async (db) => {
    const found = await selectRuns(db, limit + 1, after)
    const rows = await listRunsWithin(db, found.slice(0, limit))
    return { rows, next: found.length > limit ? rows.at(-1)?.runId : undefined }
  })
}

export interface ShownRun {
  run: ListedRun
  /** SHA-256 of the payment file; null: it is not written yet. */
  sha256: string | null
  /** Requests to release the file, the newest first. */
  approvals: Approval[]
  payouts: Payout[]
  next: string | undefined
}

/** A run with its payouts. @param input.after the payout that ended the page before @throws AppError NOT_FOUND */
export async function showRun(
  ctx: Ctx,
  { runId, limit, after }: { runId: string; limit: number; after: string | null },
): Promise<ShownRun> {
  return withSnapshot(ctx.platform.pool, async (db) => {
    const found = await selectRun(db, runId)
    if (found === undefined) throw new AppError('NOT_FOUND', `There is no payout run ${runId}.`)
    const [run] = await listRunsWithin(db, [found])
    const file = await selectFileOfRun(db, runId)
    const payouts = await pageOfMessage(db, found.messageId, payoutKeyOf(after), limit + 1)
    const shown = payouts.slice(0, limit)
    const last = payouts.length > limit ? shown.at(-1) : undefined
    const filter = { clientId: OPERATOR_TENANT, subject: `settlement-run:${found.messageId}`, state: null }
    return {
      run: run as ListedRun,
      sha256: file === null ? null : createHash('sha256').update(file).digest('hex'),
      approvals: await selectApprovals(db, { ...filter, now: ctx.platform.clock.now() }, APPROVALS_MAX),
      ...{ payouts: shown, next: last && endToEndIdOf(last) },
    }
  })
}
