/** Starts the background work of settlements. */
import type { Ctx, Platform } from '../platform/context.ts'
import { type WorkLoop, startWorkLoop } from '../platform/work-loop.ts'
import { noteUnconfirmed } from '../payouts/note-unconfirmed.ts'
import { runSettlements } from './run-settlements.ts'

/** Runs are by the day: a minute is soon enough, but not where a sandbox's clock waits for what is due. */
const LOOK_MS = 60_000

/**
 * Looks once a minute whether clients are due; two processes that look at once do it once.
 * @param onSettled called when settlements were made, whose vouchers are due
 */
export function startSettlements(platform: Platform, onSettled: () => void = () => {}): WorkLoop {
  const log = platform.log.child({ part: 'settlements' })
  const ctx: Ctx = { platform, log, requestId: 'worker', actor: 'system:settlements' }
  return startWorkLoop({
    ...{ name: 'settlements', log },
    pollMs: platform.config.environment === 'sandbox' ? platform.config.distributionPollMs : LOOK_MS,
    work: async () => {
      const { settlements, files } = await runSettlements(ctx)
      if (settlements.length > 0) onSettled()
      await noteUnconfirmed(ctx)
      if (files.length > 0) log.info({ settlements: settlements.length, files }, 'clients were settled')
      return false
    },
  })
}
