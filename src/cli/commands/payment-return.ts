import type { Command } from 'commander'
import { minorToNumber } from '@saatava/core/money.ts'
import { withCtx } from '../context.ts'
import { nonEmpty, verb } from '../options.ts'
import { print } from '../output.ts'
import { amount, waitingId } from '../payment-options.ts'
import { returnShown } from '../return-view.ts'

interface Options {
  amount?: bigint
  reason: string
  recorded?: boolean
  json?: boolean
}

export function paymentReturnCommand(payment: Command): void {
  const example = 'payment return 0190f6a0-0000-7000-8000-000000000000 --reason "Paid twice" --as "Jane Doe"'
  const summary = 'Return unallocated money to its payer: a payment file goes to the bank on the next banking day'
  verb(payment, 'return', summary, example)
    .argument('<id>', 'id of the entry or payment; "payment unallocated" shows it', waitingId)
    .option('--amount <amount>', 'a part of the money, such as 10.00', amount)
    .requiredOption('--reason <text>', 'the reason, for the audit', nonEmpty)
    .option('--recorded', 'it was paid at the bank before: record it without a payment file')
    .action(async (id: string, { amount, reason, recorded, json }: Options) => {
      const input = { id, reason, ...(amount === undefined ? {} : { amount }) }
      if (recorded === true) {
        const { returnPayment } = await import('../../payments/return-payment.ts')
        const returned = await withCtx((ctx) => returnPayment(ctx, input))
        const shown = { id, amount: minorToNumber(returned.amount), currency: returned.currency }
        print(json, shown, () => `Recorded as returned: ${shown.amount} ${shown.currency}`)
        return
      }
      const { orderReturn } = await import('../../payments/returns/order-return.ts')
      const order = await withCtx((ctx) => orderReturn(ctx, input))
      const shown = returnShown(order)
      print(
        json,
        shown,
        () =>
          `Return ${order.returnId}: ${shown.amount} ${order.currency} to ${order.payee.iban}. Its payment file is written at ${shown.sendAt}; "payment cancel-return" stops it until then.`,
      )
    })
}
