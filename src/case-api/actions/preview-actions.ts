import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import type { ClientCtx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { invalid } from '../../platform/errors.ts'
import type { Answer } from '../../platform/http/route.ts'
import { lockCaseRows } from '../../claims/queries.ts'
import { dryRun } from '../../claims/dry-run.ts'
import type { Outcome } from './action.ts'
import { batchFaults } from './check-batch.ts'
import { performAction } from './perform-action.ts'
import { selectNextAction } from './queries.ts'
import { recordOutcome } from './record-outcome.ts'
import type { ActionBatch } from './schemas.ts'
import { takeBatch } from './submit-actions.ts'

/**
 * Previews a batch, after the pending actions of its cases: the code that performs actions runs in a transaction that is
 * rolled back. Errors: as submitActions.
 */
export async function previewActions(ctx: ClientCtx, { actions }: ActionBatch): Promise<Answer> {
  const faults = batchFaults(actions)
  if (faults.length > 0) throw invalid(faults)
  return dryRun(ctx.platform.pool, async (tx) => {
    const { taken } = await takeBatch(ctx, tx, actions)
    const keys = new Map(taken.flatMap(({ case: debt }) => (debt === undefined ? [] : [[debt.caseId, debt] as const])))
    const outcomes = new Map<string, Outcome>()
    // All at once, in the one order for everybody: a batch may name many cases.
    await lockCaseRows(tx, [...keys.values()])
    for (const key of keys.values()) while (await performNext(ctx, tx, key, outcomes));
    return {
      body: {
        actions: actions.map(({ code, data }, i) => ({
          code,
          caseId: taken[i]?.case?.caseId ?? null,
          invoiceNumber: taken[i]?.case?.invoiceNumber ?? data.invoiceNumber ?? null,
          ...worded(outcomes.get(taken[i]?.actionId ?? '')),
        })),
      },
    }
  })
}

async function performNext(
  ctx: ClientCtx,
  tx: Tx,
  key: { clientId: ClientId; caseId: CaseId },
  outcomes: Map<string, Outcome>,
): Promise<boolean> {
  const action = await selectNextAction(tx, key)
  const [debt] = await lockCaseRows(tx, [key])
  if (action === undefined || debt === undefined) return false
  const outcome = await performAction(ctx, tx, debt, action)
  await recordOutcome(ctx, tx, debt, action, outcome)
  outcomes.set(action.actionId, outcome)
  return true
}

/** An invoice's APPROVE has no separate outcome: it is done when the batch is taken. */
function worded(outcome: Outcome | undefined): Record<string, unknown> {
  if (outcome === undefined) return { outcome: 'performed', effect: {} }
  const { state, ...rest } = outcome
  return { outcome: state, ...rest }
}
