/** Puts invoices together: the intake for the API, and the loops that evaluate and fetch where there is a worker. */
import { createRenderer } from '../documents/renderer.ts'
import type { Ctx, Platform } from '../platform/context.ts'
import type { Network } from '../platform/safe-fetch/network.ts'
import { type Looks, type WorkLoop, startWorkLoop } from '../platform/work-loop.ts'
import { createPdfChecker } from './attachments/pdf-checker.ts'
import type { InvoiceServices } from './context.ts'
import { type Deployment, EVALUATED_AT_ONCE_MAX } from './evaluate/input.ts'
import { fetchAttachments } from './fetch-attachments.ts'
import { createInvoiceIntake } from './intake.ts'

const CHECKER_THREADS = 1

/** The worker's part that reaches beyond invoices. */
interface Evaluation {
  deployment: Deployment
  /** @returns how many invoices were judged */
  evaluateDue(ctx: Ctx, deployment: Deployment): Promise<number>
  /** Called when invoices may have become due for delivery. */
  onEvaluated(): void
}

export interface Invoices extends InvoiceServices {
  startWorker(evaluation: Evaluation): void
  /** Its background work, where this process does it. */
  looks(): readonly Looks[]
  stopWorker(): Promise<void>
  stop(): Promise<void>
}

export function createInvoices(platform: Platform, network: Network): Invoices {
  const { config } = platform
  const loops: WorkLoop[] = []
  const wake = () => loops.forEach((loop) => loop.wake())
  const intake = createInvoiceIntake(platform, wake)
  const checker = createPdfChecker({ threads: CHECKER_THREADS })
  const renderer = createRenderer(config.renderThreads === undefined ? {} : { threads: config.renderThreads })
  return {
    intake,
    checker,
    renderer,
    wake,
    looks: () => loops,
    startWorker({ deployment, evaluateDue, onEvaluated }) {
      const log = platform.log.child({ part: 'invoices' })
      const ctx: Ctx = { platform, log, requestId: 'worker', actor: 'system:invoices' }
      const common = { log, pollMs: config.distributionPollMs }
      const evaluating = startWorkLoop({
        ...common,
        name: 'evaluation',
        work: async () => {
          const judged = await evaluateDue(ctx, deployment)
          if (judged > 0) onEvaluated()
          return judged === EVALUATED_AT_ONCE_MAX
        },
      })
      const fetching = startWorkLoop({
        ...common,
        name: 'attachments',
        work: async () => {
          const fetched = await fetchAttachments(ctx, { checker, network })
          if (fetched > 0) evaluating.wake()
          return fetched > 0
        },
      })
      loops.push(evaluating, fetching)
    },
    async stopWorker() {
      await Promise.all(loops.splice(0).map((loop) => loop.stop()))
    },
    async stop() {
      await intake.drained()
      await checker.close()
      await renderer.close()
    },
  }
}
