import type { Command } from 'commander'
import { minorToNumber, minorToText } from '../../core/money.ts'
import { withCtx } from '../context.ts'
import { nonEmpty, verb } from '../options.ts'
import { print } from '../output.ts'

export function settlementMarkPaidCommand(settlement: Command): void {
  const example = 'settlement mark-paid 20260303-EUR-0190f6a00000'
  verb(settlement, 'mark-paid', 'The bank has executed a run’s file: its money has left the client funds', example)
    .argument('<run>', 'as "settlement list" shows it', nonEmpty)
    .action(async (name: string, { json }: { json?: boolean }) => {
      const { markRunPaid } = await import('../../settlements/mark-paid.ts')
      const { messageId, payments, total, currency } = await withCtx((ctx) => markRunPaid(ctx, name))
      const shown = { run: messageId, payments, total: minorToNumber(total ?? 0n), currency }
      print(json, shown, () => `Paid: ${messageId}, ${payments} payments, ${minorToText(total ?? 0n)} ${currency}`)
    })
}
