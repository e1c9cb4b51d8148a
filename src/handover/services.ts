/** Starts the background work on contracts that end. */
import type { Ctx, Platform } from '../platform/context.ts'
import { type WorkLoop, startWorkLoop } from '../platform/work-loop.ts'
import { endDueContracts } from './end-due-contracts.ts'

export function startHandover(platform: Platform): WorkLoop {
  const log = platform.log.child({ part: 'handover' })
  const ctx: Ctx = { platform, log, requestId: 'worker', actor: 'system:handover' }
  return startWorkLoop({
    ...{ name: 'ending contracts', log, pollMs: platform.config.distributionPollMs },
    work: async () => (await endDueContracts(ctx)) > 0,
  })
}
