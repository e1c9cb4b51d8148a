import type { CivilDate } from '@saatava/core/dates.ts'
import { type Command, Option } from 'commander'
import { withCtx } from '../context.ts'
import { day, nonEmpty, verb } from '../options.ts'
import { print } from '../output.ts'
import { waitingId } from '../payment-options.ts'
import { returnShown } from '../return-view.ts'

interface Options {
  to: 'paid' | 'refused'
  date?: CivilDate
  reason: string
  json?: boolean
}

export function paymentEndReturnCommand(payment: Command): void {
  const example = 'payment end-return 0190f6a0-0000-7000-8000-000000000000 --to paid --reason "Seen on the statement"'
  const summary = 'Record how the bank handled a return, if its files do not report it'
  verb(payment, 'end-return', summary, example)
    .argument('<return>', 'as "payment returns" shows it', waitingId)
    .addOption(
      new Option('--to <state>', 'paid or refused; the money of a refused return is unallocated again')
        .choices(['paid', 'refused'])
        .makeOptionMandatory(),
    )
    .option('--date <date>', "the bank's booking day; today without it", day)
    .requiredOption('--reason <text>', 'how you know it, for the audit', nonEmpty)
    .action(async (returnId: string, { to, date, reason, json }: Options) => {
      const { endReturnByHand } = await import('../../payments/returns/end-return.ts')
      const end = { returnId, to, reason, ...(date === undefined ? {} : { on: date }) }
      const order = await withCtx((ctx) => endReturnByHand(ctx, end))
      print(json, returnShown(order), () => `${order.returnId} is ${order.state}`)
    })
}
