import { type Command, Option } from 'commander'
import { CHANNELS } from '@saatava/einvoice/model/channels.ts'
import { selectDeliveries } from '../../deliveries/operator-queries.ts'
import type { DeliveryState } from '../../deliveries/states.ts'
import { requireClient, withReadCtx } from '../context.ts'
import { clientNumber, limit as readLimit, verb } from '../options.ts'
import { print, table } from '../output.ts'
import { deliveryView } from '../delivery-view.ts'

const STATES = ['unknown', 'failed', 'pending', 'sending'] as const

interface Options {
  state?: (typeof STATES)[number]
  channel?: string
  client?: number
  limit: number
  json?: boolean
}

export function deliveryListCommand(delivery: Command): void {
  const example = 'delivery list --state unknown --channel EMAIL'
  verb(delivery, 'list', 'Deliveries that need review, the latest first: unknown and failed', example)
    .addOption(new Option('--state <state>', 'only those in this state').choices(STATES))
    .addOption(new Option('--channel <channel>', 'only those of this channel').choices(CHANNELS))
    .option('--client <number>', 'only this client’s (default: all clients’)', clientNumber)
    .option('--limit <count>', 'most lines to show', readLimit, 100)
    .action(async ({ state, channel, client, limit, json }: Options) => {
      await withReadCtx(async (ctx) => {
        if (client !== undefined) await requireClient(ctx, client)
        const states: DeliveryState[] = state === undefined ? ['unknown', 'failed'] : [state]
        // One row more than shown proves that there are more.
        const filter = { states, channel, clientId: client, limit: limit + 1 }
        const rows = await selectDeliveries(ctx.platform.pool, filter)
        const more = rows.length > limit
        const deliveries = rows.slice(0, limit).map(deliveryView)
        print(json, { deliveries, more }, () =>
          rows.length === 0
            ? 'There are no such deliveries.'
            : `${table(
                ['DELIVERY', 'CLIENT', 'INVOICE', 'CHANNEL', 'STATE', 'ATTEMPTS', 'CHANGED', 'WHY'],
                deliveries.map((row) => [
                  ...[row.deliveryId, String(row.clientIdentifier), String(row.invoiceNumber), row.channel, row.state],
                  ...[row.attempts, row.updatedAt, row.reason ?? row.code],
                ]),
              )}${more ? '\n\nThere are more: use a higher --limit.' : ''}`,
        )
      })
    })
}
