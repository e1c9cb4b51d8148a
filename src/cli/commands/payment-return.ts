import type { Command } from 'commander'
import { minorToNumber } from '../../core/money.ts'
import { withCtx } from '../context.ts'
import { verb } from '../options.ts'
import { print } from '../output.ts'
import { amount, waitingId } from '../payment-options.ts'

export function paymentReturnCommand(payment: Command): void {
  const example = 'payment return 0190f6a0-0000-7000-8000-000000000000'
  verb(
    payment,
    'return',
    'Record that what waits was returned to the payer; the transfer itself is made at the bank',
    example,
  )
    .argument('<id>', 'of the entry or payment, as "payment unallocated" shows it', waitingId)
    .option('--amount <amount>', 'less than all of it: 10.00', amount)
    .action(async (id: string, { amount, json }: { amount?: bigint; json?: boolean }) => {
      const { returnPayment } = await import('../../payments/return-payment.ts')
      const returned = await withCtx((ctx) => returnPayment(ctx, { id, ...(amount === undefined ? {} : { amount }) }))
      const shown = { id, amount: minorToNumber(returned.amount), currency: returned.currency }
      print(json, shown, () => `Returned: ${shown.amount} ${shown.currency}`)
    })
}
