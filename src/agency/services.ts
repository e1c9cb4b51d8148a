/** Starts the background work of the agency: law rules that end, and approvals that expire. */
import type { Ctx, Platform } from '../platform/context.ts'
import { type WorkLoop, startWorkLoop } from '../platform/work-loop.ts'
import { markExpired } from '../approvals/queries.ts'
import { noteEndingRules } from './note-ending-rules.ts'

const LOOK_MS = 3_600_000

/** Looks every hour, and when a sandbox's clock was moved. */
export function startAgency(platform: Platform): WorkLoop {
  const log = platform.log.child({ part: 'agency' })
  const ctx: Ctx = { platform, log, requestId: 'worker', actor: 'system:agency' }
  return startWorkLoop({
    ...{ name: 'ending law rules', log, pollMs: LOOK_MS },
    work: async () => {
      await noteEndingRules(ctx)
      await markExpired(platform.pool, platform.clock.now())
      return false
    },
  })
}
