/** Starts the background comparison of balances. */
import type { Ctx, Platform } from '../platform/context.ts'
import { type WorkLoop, startWorkLoop } from '../platform/work-loop.ts'
import { compareBalances } from './compare-balances.ts'
import { noticeDays } from './notice-days.ts'

const LOOK_MS = 60_000

export function startFunds(platform: Platform): WorkLoop {
  const log = platform.log.child({ part: 'funds' })
  const ctx: Ctx = { platform, log, requestId: 'worker', actor: 'system:funds' }
  return startWorkLoop({
    ...{ name: 'bank balances', log },
    pollMs: platform.config.environment === 'sandbox' ? platform.config.distributionPollMs : LOOK_MS,
    work: async () => (await compareBalances(ctx)) + (await noticeDays(ctx)) > 0,
  })
}
