import type { AllocationId } from '@saatava/core/ids.ts'
import type { Command } from 'commander'
import { minorToNumber } from '@saatava/core/money.ts'
import { withCtx } from '../context.ts'
import { nonEmpty, verb } from '../options.ts'
import { facts, print } from '../output.ts'
import { allocationNumber } from '../payment-options.ts'

export function paymentUnallocateCommand(payment: Command): void {
  const example = 'payment unallocate 8000001 --reason "It belongs to another company" --as "Jane Doe"'
  verb(payment, 'unallocate', 'Remove a payment from its case; the money becomes unallocated', example)
    .argument('<allocation>', 'its number, as "payment list" shows it', allocationNumber)
    .requiredOption('--reason <text>', 'the reason, for the audit', nonEmpty)
    .action(async (allocationId: AllocationId, { reason, json }: { reason: string; json?: boolean }) => {
      const { unallocate } = await import('../../payments/unallocate.ts')
      const { payment: paid, allocation, settled } = await withCtx((ctx) => unallocate(ctx, { allocationId, reason }))
      const shown = {
        allocationId,
        caseId: allocation.caseId,
        paymentId: paid.paymentId,
        amount: minorToNumber(allocation.total),
        currency: paid.currency,
        unallocatedAmount: minorToNumber(paid.unallocated),
        settled,
      }
      print(json, shown, () => facts(Object.entries(shown)))
    })
}
