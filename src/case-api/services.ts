/** Starts the background work on cases: performing actions, checking held cases, and taking steps. */
import type { Ctx, Platform } from '../platform/context.ts'
import { type Looks, type WorkLoop, startWorkLoop } from '../platform/work-loop.ts'
import { performDueActions } from './actions/perform-due-actions.ts'
import { NO_AGENCY, collectorOf } from '../claims/agency.ts'
import { STEP_LANES, takeDueSteps } from '../dunning/engine/take-due-steps.ts'
import { wakeHeldCases } from '../dunning/plans/wake-held-cases.ts'

export interface Cases {
  /** There may be something to do. */
  wake(): void
  startWorker(): void
  /** Its background work, where this process does it. */
  looks(): readonly Looks[]
  stopWorker(): Promise<void>
}

export function createCases(platform: Platform): Cases {
  const loops: WorkLoop[] = []
  let warned = Promise.resolve()
  return {
    wake: () => loops.forEach((loop) => loop.wake()),
    looks: () => loops,
    startWorker() {
      const log = platform.log.child({ part: 'cases' })
      warned = warnWithoutCollector(platform, log)
      const ctx: Ctx = { platform, log, requestId: 'worker', actor: 'system:cases' }
      const common = { log, pollMs: platform.config.distributionPollMs }
      const loop = (name: string, some: (ctx: Ctx) => Promise<number>) =>
        loops.push(startWorkLoop({ ...common, name, work: async () => (await some(ctx)) > 0 }))
      loop('case actions', performDueActions)
      loop('held cases', wakeHeldCases)
      for (let lane = 0; lane < STEP_LANES; lane++) loop('case steps', takeDueSteps)
    },
    async stopWorker() {
      await warned
      await Promise.all(loops.splice(0).map((loop) => loop.stop()))
    },
  }
}

/** Says what is to be set, where letters could not name who collects. */
async function warnWithoutCollector(platform: Platform, log: Platform['log']): Promise<void> {
  try {
    if ((await collectorOf(platform, platform.pool)) === undefined) log.warn(NO_AGENCY)
  } catch (error) {
    log.warn({ err: error }, 'the agency’s details could not be read')
  }
}
