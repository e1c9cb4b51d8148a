import { type Command, Option } from 'commander'
import { type Verdict, resolveDelivery } from '../../distribution/resolve-delivery.ts'
import { withCtx } from '../context.ts'
import { deliveryView } from '../delivery-view.ts'
import { EXIT_USAGE } from '../failure.ts'
import { deliveryId as readId, nonEmpty, verb } from '../options.ts'
import { print } from '../output.ts'

interface Options {
  sent?: boolean
  again?: boolean
  failed?: boolean
  reason?: string
  json?: boolean
}

export function deliveryResolveCommand(delivery: Command): void {
  const example = `delivery resolve 0193a1b2-0000-7000-8000-000000000001 --sent
  npx saatava delivery resolve 0193a1b2-0000-7000-8000-000000000001 --failed --reason "The address is a typo"`
  const command = verb(
    delivery,
    'resolve',
    'Say what became of an unknown delivery, once you have found out (the mail server’s log, the receiver)',
    example,
  )
    .argument('<deliveryId>', 'its id, as "delivery list --state unknown" shows it', readId)
    .addOption(new Option('--sent', 'it has arrived').conflicts(['again', 'failed']))
    .addOption(new Option('--again', 'it has not: send it once more').conflicts(['failed']))
    .option('--failed', 'it has not, and shall not by this channel: the next way is begun')
    .addOption(new Option('--reason <text>', 'why, with --failed').argParser(nonEmpty))
  command.action(async (id: string, options: Options) => {
    const verdict = verdictOf(options)
    if (typeof verdict === 'string') return command.error(`error: ${verdict}`, { exitCode: EXIT_USAGE })
    const row = await withCtx((ctx) => resolveDelivery(ctx, id, verdict))
    print(options.json, { delivery: deliveryView(row) }, () =>
      [
        `Delivery ${row.deliveryId} of invoice ${row.invoiceNumber} by ${row.channel} is ${row.state}; the invoice is ${row.invoiceStatus}.`,
        `See how it goes: saatava delivery show ${row.deliveryId}`,
      ].join('\n'),
    )
  })
}

function verdictOf({ sent, again, failed, reason }: Options): Verdict | string {
  if (failed === true)
    return reason === undefined ? '--failed takes --reason: partners read it' : { kind: 'failed', reason }
  if (reason !== undefined) return '--reason goes with --failed'
  if (sent === true) return { kind: 'sent' }
  if (again === true) return { kind: 'again' }
  return 'say what became of it: --sent, --again, or --failed --reason <text>'
}
