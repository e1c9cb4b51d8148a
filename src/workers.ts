/** Starts the background work of a process of role worker or all: all parts start together and stop in pipeline order. */
import { startAgency } from './agency/services.ts'
import { startHandover } from './handover/services.ts'
import type { Accounting } from './accounting/services.ts'
import type { Cases } from './case-api/services.ts'
import { type SimulatedWorld, openChannels, openNotices } from './channels/open-channels.ts'
import { startDistribution } from './distribution/services.ts'
import { startBulkWorker } from './bulk/services.ts'
import { startFunds } from './funds/services.ts'
import { evaluateDue } from './flows/evaluate-due.ts'
import type { Invoices } from './invoices/services.ts'
import { startPayments } from './payments/services.ts'
import type { Platform } from './platform/context.ts'
import type { Looks } from './platform/work-loop.ts'
import { startSettlements } from './settlements/services.ts'
import type { WebhookNetwork } from './webhooks/network.ts'
import { startWebhooks } from './webhooks/services.ts'

export interface Workers {
  /** There may be something to do, letters that have gathered too: a clock was moved. */
  wake(): void
  /** Events have got their numbers in the feeds. */
  wakeWebhooks(): void
  looks(): Looks[]
  stop(): Promise<void>
}

interface Parts {
  accounting: Accounting
  invoices: Invoices
  cases: Cases
  webhooks: WebhookNetwork
  /** Wakes all background work of this process. */
  wake(): void
}

export function startWorkers(
  platform: Platform,
  { accounting, invoices, cases, webhooks: network, wake }: Parts,
  world: SimulatedWorld | undefined,
): Workers {
  const { config, log } = platform
  const { operatorId, soapFrame } = config.einvoice
  const book = () => accounting.wake()
  accounting.startWorker()
  const channels = openChannels(config, world, log)
  const distribution = startDistribution(
    platform,
    channels,
    { renderer: invoices.renderer, soapFrame, operatorId },
    book,
  )
  invoices.startWorker({
    deployment: { channels: channels.map(({ name }) => name), operatorId },
    evaluateDue,
    onEvaluated() {
      distribution.wake()
      book()
    },
  })
  cases.startWorker()
  const payments = startPayments(platform, book)
  const settlements = startSettlements(platform, book)
  const funds = startFunds(platform)
  const agency = startAgency(platform)
  const handover = startHandover(platform)
  const webhooks = startWebhooks(platform, network, openNotices(config, world))
  const bulk = startBulkWorker(platform, { accounting, wake })
  return {
    wake() {
      distribution.run()
      payments.wake()
      settlements.wake()
      funds.wake()
      agency.wake()
      handover.wake()
      bulk.wake()
      webhooks.wake()
    },
    wakeWebhooks: () => webhooks.wake(),
    looks: () => [
      ...[accounting, invoices, cases, distribution, payments, webhooks].flatMap((room) => room.looks()),
      ...[settlements, funds, agency, handover, bulk],
    ],
    async stop() {
      await invoices.stopWorker()
      await cases.stopWorker()
      await payments.stop()
      await settlements.stop()
      await funds.stop()
      await agency.stop()
      await handover.stop()
      await bulk.stop()
      await webhooks.stop()
      await distribution.stop()
    },
  }
}
