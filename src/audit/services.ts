import { setTimeout as sleep } from 'node:timers/promises'
import type { Platform } from '../platform/context.ts'
import { onCommit } from '../platform/database.ts'
import { type WorkLoop, startWorkLoop } from '../platform/work-loop.ts'
import { createChainer } from './chain-entries.ts'

/** For what other processes have committed: commands, and services that were killed. */
const POLL_MS = 1_000
/** Between two rounds, so that one flush to the disk chains what many transactions have written. */
const GATHER_MS = 50

/** Chains the audit. Every process does, of whatever role: it knows at once of what it has committed. */
export function startAuditChain(platform: Platform): WorkLoop {
  const round = createChainer(platform)
  const loop = startWorkLoop({
    name: 'audit chain',
    log: platform.log.child({ part: 'audit' }),
    pollMs: POLL_MS,
    async work() {
      const more = await round()
      await sleep(GATHER_MS)
      return more
    },
  })
  onCommit(platform.pool, () => loop.wake())
  return loop
}
