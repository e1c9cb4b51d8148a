/** Puts accounting together: the intake for the API, leases and sessions for both, the worker where there is one. */
import type { Platform } from '../platform/context.ts'
import type { Looks } from '../platform/work-loop.ts'
import type { AccountingServices, OpenAllocations } from './context.ts'
import { createIntake } from './intake.ts'
import { createLeases } from './sync/leases.ts'
import { createSessions } from './sync/sessions.ts'
import { type Worker, startWorker } from './sync/worker.ts'

export interface Accounting extends AccountingServices {
  startWorker(): void
  /** Its background work, where this process does it. */
  looks(): Looks[]
  /** Puts down what is held: sends in flight end, leases are given back. */
  stop(ms: number): Promise<void>
}

export function createAccounting(
  platform: Platform,
  simulatorsOrigin: () => string,
  openAllocations: OpenAllocations,
): Accounting {
  let worker: Worker | undefined
  const wake = () => worker?.wake()
  const intake = createIntake(platform, wake)
  const leases = createLeases(platform.pool, platform.log, platform.config.syncLeaseSeconds)
  const sessions = createSessions(platform, simulatorsOrigin)
  return {
    intake,
    leases,
    sessions,
    openAllocations,
    wake,
    startWorker() {
      worker ??= startWorker(platform, leases, sessions)
    },
    looks: () => (worker === undefined ? [] : [worker]),
    async stop(ms) {
      await intake.drained()
      await worker?.stop(ms)
      await leases.close()
      await sessions.close()
    },
  }
}
