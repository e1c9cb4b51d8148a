/** Puts distribution together: for each channel, loops that deliver and one that takes in what comes back. */
import type { Channel } from '../channels/port.ts'
import type { Ctx, Platform } from '../platform/context.ts'
import { type Looks, type WorkLoop, startWorkLoop } from '../platform/work-loop.ts'
import { type Turn, deliverDue, windowOf } from './deliver-due.ts'
import type { Preparation } from './prepare-shipments.ts'
import { createRecorder } from './recorder.ts'
import { takeReports } from './take-reports.ts'

/**
 * While one lane sends, another makes its documents. The first takes the oldest, so that nothing waits for ever; the
 * second the latest, so that what a client has just sent need not wait behind another's flood.
 */
const LANES = ['oldest', 'latest'] as const
const REPORTS_POLL_MS_MIN = 1_000
/** The threads that render take a second to start: before the first invoice is there, but not while the process starts. */
const RENDERER_START_MS = 1_000
/** Time to write down the outcomes of an aborted send. */
const RECORD_MS_MAX = 5_000

export interface Distribution {
  wake(): void
  /** Does so without waiting for the next run of letters: a sandbox's clock has passed it. */
  run(): void
  /** Asked, it delivers letters too, without waiting for their next run. */
  looks(): Looks[]
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
  const ctx: Ctx = { platform, log, requestId: 'worker', actor: 'system:distribution' }
  const { distributionPollMs, printRunSeconds, distributionLeaseSeconds, shutdownSeconds } = platform.config
  const stopping = new AbortController()
  const cut = new AbortController()
  const recorder = createRecorder(ctx, cut.signal)
  const delivering: WorkLoop[] = []
  const all: WorkLoop[] = []
  const reporting: WorkLoop[] = []
  for (const channel of channels) {
    const prints = channel.name === 'PRINT'
    // Letters leave in runs: what has gathered since the last one, together.
    const pollMs = prints ? printRunSeconds * 1000 : distributionPollMs
    for (const first of prints ? LANES.slice(0, 1) : LANES) {
      const turn: Turn = {
        ...{ ctx, channel, preparation, recorder, first },
        leaseMs: distributionLeaseSeconds * 1000,
        stopping: stopping.signal,
        cut: cut.signal,
      }
      const work = async () => {
        const taken = await deliverDue(turn)
        if (taken > 0) onDelivered()
        return taken === windowOf(channel)
      }
      const loop = startWorkLoop({ name: `deliver ${channel.name} ${first}`, log, pollMs, work })
      all.push(loop)
      delivering.push(prints ? { ...loop, wake: () => {} } : loop)
    }
    const report = async () => {
      const taken = await takeReports(ctx, channel, stopping.signal)
      if (taken > 0) for (const loop of delivering) loop.wake()
      if (taken > 0) onDelivered()
      return taken > 0
    }
    const every = Math.max(REPORTS_POLL_MS_MIN, distributionPollMs)
    reporting.push(startWorkLoop({ name: `reports ${channel.name}`, log, pollMs: every, work: report }))
  }

  // A sandbox that is one process waits for its first invoice: many are started that never see one.
  const warms = platform.config.role === 'worker' || platform.config.environment !== 'sandbox'
  const warming = warms ? setTimeout(() => preparation.renderer.start(), RENDERER_START_MS) : undefined

  async function stop(): Promise<void> {
    clearTimeout(warming)
    stopping.abort()
    const done = Promise.all([...delivering, ...reporting].map((loop) => loop.stop()))
    // A send that is under way is finished; where that takes too long it is aborted, and its known outcome is written
    // down.
    if (!(await within(done, shutdownSeconds * 1000))) {
      cut.abort()
      await within(done, RECORD_MS_MAX)
    }
    await Promise.all(channels.map((channel) => channel.close()))
  }
  const wakeEach = (loops: WorkLoop[]) => () => loops.forEach((loop) => loop.wake())
  return { wake: wakeEach(delivering), run: wakeEach(all), looks: () => [...all, ...reporting], stop }
}

/** @returns whether it was done in time */
async function within(done: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, false)
  })
  const inTime = await Promise.race([done.then(() => true), late])
  clearTimeout(timer)
  return inTime
}
