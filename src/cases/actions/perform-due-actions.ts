import type { Ctx } from '../../platform/context.ts'
import { isDatabaseUnavailable, isDeadlock, withTransaction } from '../../platform/database.ts'
import { type CaseKey, lockCaseRows } from '../queries.ts'
import { performAction } from './perform-action.ts'
import { selectNextAction, selectPendingCases } from './queries.ts'
import { recordOutcome } from './record-outcome.ts'

const ACTIONS_AT_ONCE_MAX = 200
/** How many broken actions are put aside at most; with more of them, something else is wrong. */
const BROKEN_MAX = 1_000
const BROKEN_REST_MS = 60_000

/** Actions that broke our own code, and until when they are put aside, by this process's timer. */
const broken = new Map<string, number>()

/**
 * Performs what is pending: case by case, each case's actions in order of submission, each in one transaction with its
 * effects, its event and its audit. However many workers do this, and whenever one dies, each is performed once: the case
 * row is locked, and what is next is looked up under the lock.
 * @returns how many were performed or refused
 */
export async function performDueActions(ctx: Ctx): Promise<number> {
  const now = performance.now()
  for (const [id, until] of broken) if (until <= now) broken.delete(id)
  const keys = await selectPendingCases(ctx.platform.pool, ACTIONS_AT_ONCE_MAX, [...broken.keys()])
  let performed = 0
  for (const key of keys) while (await performNext(ctx, key)) performed++
  return performed
}

/** @returns whether there was one */
async function performNext(ctx: Ctx, key: CaseKey): Promise<boolean> {
  let actionId: string | undefined
  try {
    return await withTransaction(ctx.platform.pool, async (tx) => {
      const [of] = await lockCaseRows(tx, [key])
      const action = of === undefined ? undefined : await selectNextAction(tx, key)
      if (of === undefined || action === undefined || broken.has(action.actionId)) return false
      actionId = action.actionId
      await recordOutcome(ctx, tx, of, action, await performAction(ctx, tx, of, action))
      return true
    })
  } catch (error) {
    // Nothing of it was stored, and it is its turn still.
    if (isDeadlock(error)) return true
    if (actionId === undefined || isDatabaseUnavailable(error) || broken.size >= BROKEN_MAX) throw error
    // It must not hold up the others; its own case waits for it, because actions are performed in order.
    ctx.log.error({ err: error, actionId, ...key }, 'an action could not be performed; it is tried again')
    broken.set(actionId, performance.now() + BROKEN_REST_MS)
    return false
  }
}
