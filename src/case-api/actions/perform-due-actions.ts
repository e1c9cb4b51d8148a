import type { Ctx } from '../../platform/context.ts'
import { isDeadlock, withTransaction } from '../../platform/database.ts'
import { type WorkQueue, handleEach } from '../../platform/queue/retry.ts'
import { type CaseKey, lockCaseRows } from '../../claims/queries.ts'
import { performAction } from './perform-action.ts'
import { postponeActions, selectNextAction, selectPendingCases } from './queries.ts'
import { recordOutcome } from './record-outcome.ts'

const ACTIONS_AT_ONCE_MAX = 200

/** By case: an action that fails holds up the later ones of its case, and those of no other. */
const ACTIONS: WorkQueue<CaseKey> = {
  name: 'actions to perform',
  subjectOf: ({ caseId }) => `case:${caseId}`,
  postpone: postponeActions,
}

/**
 * Performs what is pending: case by case, each case's actions in order of submission, each in one transaction with its
 * effects, its event and its audit. However many workers do this, and whenever one dies, each is performed once: the case
 * row is locked, and what is next is looked up under the lock.
 * @returns how many were performed or refused
 */
export async function performDueActions(ctx: Ctx, limit = ACTIONS_AT_ONCE_MAX): Promise<number> {
  const { pool, clock } = ctx.platform
  const keys = await selectPendingCases(pool, clock.now(), limit)
  let performed = 0
  await handleEach(ctx, ACTIONS, { keys, batchMax: limit }, async (key) => {
    const before = performed
    while (await performNext(ctx, key)) performed++
    return performed > before
  })
  return performed
}

/** @returns whether there was one */
async function performNext(ctx: Ctx, key: CaseKey): Promise<boolean> {
  try {
    return await withTransaction(ctx.platform.pool, async (tx) => {
      const [debt] = await lockCaseRows(tx, [key])
      const action = debt === undefined ? undefined : await selectNextAction(tx, key)
      if (debt === undefined || action === undefined) return false
      await recordOutcome(ctx, tx, debt, action, await performAction(ctx, tx, debt, action))
      return true
    })
  } catch (error) {
    // Nothing of it was stored, and it is its turn still.
    if (isDeadlock(error)) return true
    throw error
  }
}
