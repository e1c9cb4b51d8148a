import type { CaseId } from '@saatava/core/ids.ts'
import { type Ctx, clientCtx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { retryOnDeadlock } from '../../platform/retry-on-deadlock.ts'
import { AppError, invalid } from '../../platform/errors.ts'
import { selectCaseById } from '../../claims/find-queries.ts'
import { lockCaseRows } from '../../claims/queries.ts'
import { dryRun } from '../../claims/dry-run.ts'
import type { Outcome } from './action.ts'
import { batchFaults } from './check-batch.ts'
import { performAction } from './perform-action.ts'
import { selectNextAction } from './queries.ts'
import { recordOutcome } from './record-outcome.ts'
import type { BatchAction } from './schemas.ts'
import { takeBatch } from './submit-actions.ts'

/**
 * A person of the agency acts on a case, whosever it is: the action is stored as a partner's is, and performed at once,
 * behind what is pending on the case. @throws AppError NOT_FOUND, INVALID
 */
export function actOnCase(ctx: Ctx, action: BatchAction & { data: { caseId: CaseId } }): Promise<Outcome> {
  return retryOnDeadlock(ctx.platform.pool, (tx) => act(ctx, tx, action))
}

/** Previews the outcome; nothing is stored. @throws AppError as actOnCase */
export function previewActOnCase(ctx: Ctx, action: BatchAction & { data: { caseId: CaseId } }): Promise<Outcome> {
  return dryRun(ctx.platform.pool, (tx) => act(ctx, tx, action))
}

/** Acts in the caller's transaction. @throws AppError as actOnCase */
export async function act(ctx: Ctx, tx: Tx, action: BatchAction & { data: { caseId: CaseId } }): Promise<Outcome> {
  const faults = batchFaults([action])
  if (faults.length > 0) throw invalid(faults)
  const { caseId } = action.data
  const found = await selectCaseById(tx, caseId)
  if (found === undefined) throw new AppError('NOT_FOUND', `There is no case ${caseId}.`)
  const { taken } = await takeBatch(clientCtx(ctx, found.clientId), tx, [action])
  for (;;) {
    const [debt] = await lockCaseRows(tx, [found])
    const next = await selectNextAction(tx, found)
    if (debt === undefined || next === undefined) throw new Error(`the action on case ${caseId} is not there`)
    const outcome = await performAction(ctx, tx, debt, next)
    await recordOutcome(ctx, tx, debt, next, outcome)
    if (next.actionId === taken[0]?.actionId) return outcome
  }
}
