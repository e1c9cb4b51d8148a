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
    'Record the outcome of an unknown delivery, when you know it (from the mail server’s log or the receiver)',
    example,
  )
    .argument('<deliveryId>', 'its id, as "delivery list --state unknown" shows it', readId)
    .addOption(new Option('--sent', 'it was sent').conflicts(['again', 'failed']))
    .addOption(new Option('--again', 'it was not sent: send it again').conflicts(['failed']))
    .option('--failed', 'it was not sent and must not be: use the next channel')
    .addOption(new Option('--reason <text>', 'the reason, with --failed').argParser(nonEmpty))
  command.action(async (id: string, options: Options) => {
    const verdict = verdictOf(options)
    if (typeof verdict === 'string') return command.error(`error: ${verdict}`, { exitCode: EXIT_USAGE })
    const row = await withCtx((ctx) => resolveDelivery(ctx, id, verdict))
    print(options.json, { delivery: deliveryView(row) }, () =>
      [
        `Delivery ${row.deliveryId} of invoice ${row.invoiceNumber} by ${row.channel} is ${row.state}; the invoice is ${row.invoiceStatus}.`,
        `Follow it: saatava delivery show ${row.deliveryId}`,
      ].join('\n'),
    )
  })
}

function verdictOf({ sent, again, failed, reason }: Options): Verdict | string {
  if (failed === true)
    return reason === undefined ? '--failed needs --reason, which partners read' : { kind: 'failed', reason }
  if (reason !== undefined) return '--reason is only for --failed'
  if (sent === true) return { kind: 'sent' }
  if (again === true) return { kind: 'again' }
  return 'give the outcome: --sent, --again, or --failed --reason <text>'
}
