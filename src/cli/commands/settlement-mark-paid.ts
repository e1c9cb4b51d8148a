import type { Command } from 'commander'
import { minorToNumber, minorToText, sum } from '@saatava/core/money.ts'
import type { Payout } from '../../payouts/payout.ts'
import { acting, personOption } from '../acting.ts'
import { withCtx } from '../context.ts'
import { nonEmpty, verb } from '../options.ts'
import { print } from '../output.ts'

export interface ByHandOptions {
  reason: string
  as?: string
  json?: boolean
}

export function settlementMarkPaidCommand(settlement: Command): void {
  const example = `settlement mark-paid 20260303-EUR-0190f6a00000 --as "Jane Doe" --reason "the bank's letter of 5 March"`
  const summary = 'Record that the bank has paid a file or one payout, if no statement shows it'
  personOption(verb(settlement, 'mark-paid', summary, example))
    .argument('<payout>', 'a file, or one payout (202603030001-100001), as "settlement list" shows it', nonEmpty)
    .requiredOption('--reason <text>', 'how you know it, for the audit', nonEmpty)
    .action(async (name: string, { reason, as, json }: ByHandOptions) => {
      const { markPaidByHand } = await import('../../payouts/mark-by-hand.ts')
      const payouts = await withCtx((ctx) => markPaidByHand(acting(ctx, as), { name, reason }))
      show(json, 'Paid', name, payouts)
    })
}

/** @param payouts of one currency, at least one */
export function show(json: boolean | undefined, done: string, name: string, payouts: readonly Payout[]): void {
  const total = sum(payouts.map(({ amount }) => amount))
  const currency = payouts[0]?.currency ?? ''
  const ids = payouts.map(({ endToEndId }) => endToEndId)
  const shown = { run: name, payouts: ids, payments: payouts.length, total: minorToNumber(total), currency }
  print(json, shown, () => `${done}: ${name}, ${payouts.length} payments, ${minorToText(total)} ${currency}`)
}
