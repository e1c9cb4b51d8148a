import type { Command } from 'commander'
import { retryDelivery } from '../../distribution/retry-delivery.ts'
import { withCtx } from '../context.ts'
import { deliveryId as readId, verb } from '../options.ts'
import { print } from '../output.ts'

export function deliveryRetryCommand(delivery: Command): void {
  const example = 'delivery retry 0193a1b2-0000-7000-8000-000000000001'
  verb(
    delivery,
    'retry',
    'Start a failed delivery again, after its cause was corrected; an invoice that was never sent is evaluated again',
    example,
  )
    .argument('<deliveryId>', 'its id, as "delivery list --state failed" shows it', readId)
    .action(async (id: string, { json }: { json?: boolean }) => {
      const { failed, deliveryId } = await withCtx((ctx) => retryDelivery(ctx, id))
      const { clientId: clientIdentifier, invoiceNumber, channel } = failed
      print(json, { retried: { clientIdentifier, invoiceNumber, channel, failed: id, deliveryId } }, () =>
        deliveryId === null
          ? `Invoice ${invoiceNumber} was never sent: it is evaluated again, and uses the channels that it has then.`
          : `Started again: ${channel} of invoice ${invoiceNumber}.\nFollow it: saatava delivery show ${deliveryId}`,
      )
    })
}
