import { setTimeout as sleep } from 'node:timers/promises'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import { startFeeds } from '../feed/services.ts'
import { driveMove } from './drive-move.ts'
import { stopped, waitForMove } from './move-clock.ts'
import { LOOK_MS } from './services.ts'
import { type ClockView, showClock } from './show-clock.ts'
import { startMove } from './start-move.ts'
import type { MoveInput } from './target.ts'

/**
 * Moves the clock for an operator, and returns when it stands where it was to go; a service that runs beside does the work
 * on the way. Cut short, the move goes on there. Errors: see startMove; 409 where the move stopped.
 */
export async function advanceClock(ctx: Ctx, input: MoveInput): Promise<ClockView> {
  const { platform } = ctx
  const { signal } = new AbortController()
  const { moveId } = await withTransaction(platform.pool, (tx) => startMove(ctx, tx, OPERATOR_TENANT, input))
  // A service may have taken it already.
  const feeds = startFeeds(platform)
  try {
    await driveMove(platform, { outside: () => Promise.resolve(false), wake: () => feeds.wake(), signal })
  } finally {
    await feeds.stop()
  }
  const move = await waitForMove(platform, moveId, Number.POSITIVE_INFINITY, signal)
  // Until a service beside this has looked: what is asked of it next is to be answered by the clock as it stands now.
  await sleep(2 * LOOK_MS)
  const view = await showClock(platform)
  if (move?.state === 'STOPPED') throw stopped(view)
  return view
}
