/** Puts distribution together: for each channel, loops that deliver and one that takes in what comes back. */
import type { Channel } from '../channels/port.ts'
import type { Ctx, Platform } from '../platform/context.ts'
import { type WorkLoop, startWorkLoop } from '../platform/work-loop.ts'
import { deliverDue, windowOf } from './deliver-due.ts'
import type { Preparation } from './prepare-shipments.ts'
import { takeReports } from './take-reports.ts'

/** While one lane sends, another makes its documents. */
const LANES = 2
/** A batch for the print house takes longest: 500 documents are made and handed over. */
const CLAIM_MS = 300_000
const REPORTS_POLL_MS_MIN = 1_000

export interface Distribution {
  wake(): void
  stop(): Promise<void>
}

/** @param onDelivered called when something was sent, whose voucher may be due */
export function startDistribution(
  platform: Platform,
  channels: Channel[],
  preparation: Preparation,
  onDelivered: () => void,
): Distribution {
  const log = platform.log.child({ part: 'distribution' })
  const ctx: Ctx = { platform, log, requestId: 'worker', actor: 'worker:distribution' }
  const { distributionPollMs, printRunSeconds } = platform.config
  const abort = new AbortController()
  const delivering: WorkLoop[] = []
  const reporting: WorkLoop[] = []
  for (const channel of channels) {
    const prints = channel.name === 'PRINT'
    const deliver = async () => {
      const taken = await deliverDue({ ctx, channel, preparation, claimMs: CLAIM_MS, signal: abort.signal })
      if (taken > 0) onDelivered()
      return taken === windowOf(channel)
    }
    // Letters leave in runs: what has gathered since the last one, together.
    const pollMs = prints ? printRunSeconds * 1000 : distributionPollMs
    for (let lane = 0; lane < (prints ? 1 : LANES); lane++) {
      const loop = startWorkLoop({ name: `deliver ${channel.name}`, log, pollMs, work: deliver })
      delivering.push(prints ? { ...loop, wake: () => {} } : loop)
    }
    const report = async () => {
      const taken = await takeReports(ctx, channel, abort.signal)
      if (taken > 0) for (const loop of delivering) loop.wake()
      return taken > 0
    }
    const every = Math.max(REPORTS_POLL_MS_MIN, distributionPollMs)
    reporting.push(startWorkLoop({ name: `reports ${channel.name}`, log, pollMs: every, work: report }))
  }
  return {
    wake: () => delivering.forEach((loop) => loop.wake()),
    async stop() {
      // What is being sent is finished; it is cut short only where the stop itself runs out of time.
      await Promise.all([...delivering, ...reporting].map((loop) => loop.stop()))
      abort.abort()
      await Promise.all(channels.map((channel) => channel.close()))
    },
  }
}
