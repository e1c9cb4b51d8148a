import type { Command } from 'commander'
import { withCtx } from '../context.ts'
import { nonEmpty, verb } from '../options.ts'
import { print } from '../output.ts'
import { waitingId } from '../payment-options.ts'
import { returnShown } from '../return-view.ts'

export function paymentCancelReturnCommand(payment: Command): void {
  const example = 'payment cancel-return 0190f6a0-0000-7000-8000-000000000000 --reason "The payer owes it after all"'
  verb(
    payment,
    'cancel-return',
    'Cancel a return whose payment file has not been written; the money is unallocated again',
    example,
  )
    .argument('<return>', 'as "payment returns" shows it', waitingId)
    .requiredOption('--reason <text>', 'the reason, for the audit', nonEmpty)
    .action(async (returnId: string, { reason, json }: { reason: string; json?: boolean }) => {
      const { endReturnByHand } = await import('../../payments/returns/end-return.ts')
      const order = await withCtx((ctx) => endReturnByHand(ctx, { returnId, to: 'cancelled', reason }))
      print(json, returnShown(order), () => `Cancelled: ${order.returnId}`)
    })
}
