import type { Command } from 'commander'
import { showDelivery } from '../../distribution/find-delivery.ts'
import { withReadCtx } from '../context.ts'
import { deliveryView } from '../delivery-view.ts'
import { deliveryId as readId, verb } from '../options.ts'
import { facts, print, table } from '../output.ts'

export function deliveryShowCommand(delivery: Command): void {
  const example = 'delivery show 0193a1b2-0000-7000-8000-000000000001'
  verb(delivery, 'show', 'One delivery, with its attempts and reports', example)
    .argument('<deliveryId>', 'its id, as "delivery list" shows it', readId)
    .action(async (id: string, { json }: { json?: boolean }) => {
      const { delivery: row, attempts } = await withReadCtx((ctx) => showDelivery(ctx.platform.pool, id))
      print(json, { delivery: deliveryView(row), attempts }, () =>
        [
          facts([
            ['Delivery', row.deliveryId],
            ['Client', row.clientId],
            ['Invoice', `${row.invoiceNumber} (${row.invoiceType}, ${row.invoiceStatus})`],
            ['Channel', row.channel],
            ['State', row.state],
            ['Attempts', row.attempts],
            ['Next attempt', row.nextAttemptAt],
            ['Sent', row.sentAt],
            ['Delivered', row.deliveredAt],
            ['Receiver’s id', row.remoteId],
            ['Batch', row.batchId],
            ['Code', row.code],
            ['Reason', row.reason],
          ]),
          attempts.length === 0
            ? 'There is no attempt yet.'
            : table(
                ['ATTEMPT', 'AT', 'OUTCOME', 'CODE', 'REASON'],
                attempts.map((one) => [one.attempt, one.at, one.outcome, one.code, one.reason]),
              ),
        ].join('\n\n'),
      )
    })
}
