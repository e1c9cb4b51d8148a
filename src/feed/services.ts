import { setTimeout as sleep } from 'node:timers/promises'
import type { Platform } from '../platform/context.ts'
import { onCommit } from '../platform/database.ts'
import { type WorkLoop, startWorkLoop } from '../platform/work-loop.ts'
import { createSequencer } from './number-feeds.ts'

/** For what other processes have committed and not numbered: commands, and services that were killed. */
const POLL_MS = 250
/** Between two rounds, so that one flush to the disk numbers what many transactions have written. */
const GATHER_MS = 20

/**
 * Numbers the rows of the feeds. Every process does, of whatever role: it knows at once of what it has committed.
 * @param onNumbered called when readers of the feeds can go on
 */
export function startFeeds({ pool, log }: Platform, onNumbered?: () => void): WorkLoop {
  const round = createSequencer(pool, onNumbered)
  const loop = startWorkLoop({
    name: 'feeds',
    log: log.child({ part: 'feeds' }),
    pollMs: POLL_MS,
    async work() {
      const more = await round()
      await sleep(GATHER_MS)
      return more
    },
  })
  onCommit(pool, () => loop.wake())
  return loop
}
