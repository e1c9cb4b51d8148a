import type { Command } from 'commander'
import { minorToNumber } from '@saatava/core/money.ts'
import { withCtx } from '../context.ts'
import { verb } from '../options.ts'
import { facts, print } from '../output.ts'
import { amount, caseNumber, waitingId } from '../payment-options.ts'

interface Options {
  case: number
  amount?: bigint
  json?: boolean
}

export function paymentAllocateCommand(payment: Command): void {
  const example = 'payment allocate 0190f6a0-0000-7000-8000-000000000000 --case 5000001 --amount 100.00'
  verb(payment, 'allocate', 'Allocate unallocated money to a case', example)
    .argument('<id>', 'id of the entry or payment; "payment unallocated" shows it', waitingId)
    .requiredOption('--case <number>', 'the case it pays', caseNumber)
    .option('--amount <amount>', 'a part of the money, such as 100.00', amount)
    .action(async (id: string, options: Options) => {
      const { case: caseId, amount, json } = options
      const { allocateManually } = await import('../../payments/allocate-manually.ts')
      const { part, paid, allocationId } = await withCtx((ctx) =>
        allocateManually(ctx, { id, caseId, ...(amount === undefined ? {} : { amount }) }),
      )
      const shown = {
        allocationId,
        paymentId: part.payment.paymentId,
        caseId,
        amount: minorToNumber(part.amount),
        currency: part.payment.currency,
        capitalAmount: minorToNumber(paid.capital),
        interestAmount: minorToNumber(paid.interest),
        costsAmount: minorToNumber(paid.costs + paid.fees),
      }
      print(json, shown, () => facts(Object.entries(shown)))
    })
}
