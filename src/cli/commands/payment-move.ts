import type { AllocationId } from '@saatava/core/ids.ts'
import type { Command } from 'commander'
import { minorToNumber } from '@saatava/core/money.ts'
import { withCtx } from '../context.ts'
import { CliError } from '../failure.ts'
import { nonEmpty, verb } from '../options.ts'
import { facts, print } from '../output.ts'
import { allocationNumber, caseNumber, invoiceNumber } from '../payment-options.ts'

interface Options {
  case?: number
  invoice?: number
  reason: string
  json?: boolean
}

export function paymentMoveCommand(payment: Command): void {
  const example = 'payment move 8000001 --case 5000002 --reason "The payer wrote the wrong reference" --as "Jane Doe"'
  verb(payment, 'move', 'Move a payment to another case, up to its balance; the rest becomes unallocated', example)
    .argument('<allocation>', 'its number, as "payment list" shows it', allocationNumber)
    .option('--case <number>', 'the new case, also of another client', caseNumber)
    .option('--invoice <number>', 'or the invoice of the new case, of the same client', invoiceNumber)
    .requiredOption('--reason <text>', 'the reason, for the audit', nonEmpty)
    .action(async (allocationId: AllocationId, { case: caseId, invoice, reason, json }: Options) => {
      if ((caseId === undefined) === (invoice === undefined))
        throw new CliError('USAGE', 'Give either --case or --invoice to name the new case.')
      const to = caseId === undefined ? { invoiceNumber: invoice ?? 0 } : { caseId }
      const { moveAllocation } = await import('../../payments/move-allocation.ts')
      const moved = await withCtx((ctx) => moveAllocation(ctx, { allocationId, to, reason }))
      const { part, paid } = moved.to
      const shown = {
        fromCaseId: moved.from.caseId,
        caseId: part.case.caseId,
        allocationId: moved.to.allocationId,
        paymentId: part.payment.paymentId,
        amount: minorToNumber(part.amount),
        currency: part.payment.currency,
        capitalAmount: minorToNumber(paid.capital),
        interestAmount: minorToNumber(paid.interest),
        costsAmount: minorToNumber(paid.costs + paid.fees),
        unallocatedAmount: minorToNumber(moved.unallocated),
        settled: moved.settled,
      }
      print(json, shown, () => facts(Object.entries(shown)))
    })
}
