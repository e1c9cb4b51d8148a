/** Starts the background work on contracts that end. */
import type { Ctx, Platform } from '../platform/context.ts'
import { type WorkLoop, startWorkLoop } from '../platform/work-loop.ts'
import { endDueContracts } from './end-due-contracts.ts'

/** A look reads the open cases of clients whose contract has ended; days of contracts begin at midnight, and steps are taken later. */
const POLL_MS = 5_000

export function startHandover(platform: Platform): WorkLoop {
  const log = platform.log.child({ part: 'handover' })
  const ctx: Ctx = { platform, log, requestId: 'worker', actor: 'system:handover' }
  const { environment, distributionPollMs } = platform.config
  const pollMs = environment === 'sandbox' ? distributionPollMs : POLL_MS
  return startWorkLoop({
    ...{ name: 'ending contracts', log, pollMs },
    work: async () => (await endDueContracts(ctx)) > 0,
  })
}
