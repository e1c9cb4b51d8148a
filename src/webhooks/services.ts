/** The background work of webhooks: requests, mails about those that fail, and the removal of what is old. */
import type { Notices } from '../channels/email/notices.ts'
import type { Ctx, Platform } from '../platform/context.ts'
import { type Looks, startWorkLoop } from '../platform/work-loop.ts'
import type { WebhookNetwork } from './network.ts'
import { startPusher } from './push/services.ts'
import { sendNotices } from './send-notices.ts'
import { tidyWebhooks } from './tidy.ts'

const NOTICES_POLL_MS = 30_000
const TIDY_POLL_MS = 600_000

export interface WebhookWorker {
  wake(): void
  looks(): Looks[]
  stop(): Promise<void>
}

export function startWebhooks(
  platform: Platform,
  network: WebhookNetwork,
  notices: Notices | undefined,
): WebhookWorker {
  const log = platform.log.child({ part: 'webhooks' })
  const ctx: Ctx = { platform, log, requestId: 'worker', actor: 'system:webhooks' }
  const pusher = startPusher(platform, network)
  const mails = startWorkLoop({
    ...{ name: 'webhook mails', log, pollMs: NOTICES_POLL_MS },
    work: () => sendNotices(ctx, notices),
  })
  const tidy = startWorkLoop({
    ...{ name: 'webhook housekeeping', log, pollMs: TIDY_POLL_MS },
    work: () => tidyWebhooks(platform),
  })
  return {
    wake() {
      pusher.wake()
      mails.wake()
    },
    looks: () => [pusher, mails],
    async stop() {
      await pusher.stop()
      await mails.stop()
      await tidy.stop()
      notices?.close()
    },
  }
}
