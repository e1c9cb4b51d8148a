import type { EntryId } from '@saatava/core/ids.ts'
import type { Command } from 'commander'
import { acting, personOption } from '../acting.ts'
import { withCtx } from '../context.ts'
import { CliError } from '../failure.ts'
import { verb } from '../options.ts'
import { print } from '../output.ts'
import { waitingId } from '../payment-options.ts'

interface Options {
  same?: boolean
  different?: boolean
  as?: string
  json?: boolean
}

export function paymentDecideCommand(payment: Command): void {
  const example = 'payment decide 0190f6a0-0000-7000-8000-000000000000 --same --as "Jane Doe"'
  const summary = 'Decide whether an entry is the same movement as the entry shown with it (PERHAPS_SAME)'
  personOption(verb(payment, 'decide', summary, example))
    .argument('<id>', 'id of the entry; "payment unallocated" shows it', waitingId)
    .option('--same', 'it is the same movement: it is not counted again')
    .option('--different', 'it is another movement: it is matched')
    .action(async (entryId: EntryId, { same, different, as, json }: Options) => {
      if ((same === true) === (different === true)) throw new CliError('USAGE', 'Give --same or --different.')
      const { decideSame } = await import('../../payments/decide-same.ts')
      const entries = await withCtx((ctx) => decideSame(acting(ctx, as), { entryId, same: same === true }))
      const text =
        same === true
          ? 'Decided: the same movement; it is not counted again.'
          : 'Decided: another movement; it is matched now.'
      print(json, { entryId, same: same === true, entries }, () => (entries > 1 ? `${text} (${entries} parts)` : text))
    })
}
