import type { Command } from 'commander'
import { acting, personOption } from '../acting.ts'
import { withCtx } from '../context.ts'
import { nonEmpty, verb } from '../options.ts'
import { type ByHandOptions, show } from './settlement-mark-paid.ts'

export function settlementMarkRefusedCommand(settlement: Command): void {
  const example = `settlement mark-refused 202603030001-100001 --as "Jane Doe" --reason "the bank says that it was not paid"`
  const summary = 'Record that the bank has not paid a file or one payout, and will not'
  personOption(verb(settlement, 'mark-refused', summary, example))
    .argument('<payout>', 'a file, or one payout (202603030001-100001), as "settlement list" shows it', nonEmpty)
    .requiredOption('--reason <text>', 'how you know it, for the audit', nonEmpty)
    .action(async (name: string, { reason, as, json }: ByHandOptions) => {
      const { markRefusedByHand } = await import('../../payouts/mark-by-hand.ts')
      const payouts = await withCtx((ctx) => markRefusedByHand(acting(ctx, as), { name, reason }))
      show(json, 'Refused', name, payouts)
    })
}
