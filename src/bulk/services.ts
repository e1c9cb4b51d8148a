/** Starts the background work on bulk jobs. */
import type { Ctx, Platform } from '../platform/context.ts'
import { type WorkLoop, startWorkLoop } from '../platform/work-loop.ts'
import type { BulkServices } from './acts.ts'
import { runJobs } from './run-jobs.ts'

export function startBulkWorker(platform: Platform, services: BulkServices): WorkLoop {
  const log = platform.log.child({ part: 'bulk' })
  const ctx: Ctx = { platform, log, requestId: 'worker', actor: 'system:bulk' }
  return startWorkLoop({
    ...{ name: 'bulk jobs', log, pollMs: platform.config.distributionPollMs },
    work: () => runJobs(ctx, services),
  })
}
