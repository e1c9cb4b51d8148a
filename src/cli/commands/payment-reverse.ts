import type { EntryId } from '@saatava/core/ids.ts'
import type { Command } from 'commander'
import { withCtx } from '../context.ts'
import { verb } from '../options.ts'
import { print } from '../output.ts'
import { waitingId } from '../payment-options.ts'

export function paymentReverseCommand(payment: Command): void {
  const example = 'payment reverse 0190f6a0-0000-7000-8000-000000000000 --of 0190f6a0-0000-7000-8000-000000000001'
  verb(payment, 'reverse', 'Record which payment the bank took back, if Saatava could not identify it', example)
    .argument('<id>', 'id of the entry; "payment unallocated" shows it', waitingId)
    .requiredOption('--of <id>', 'the payment that was taken back', waitingId)
    .action(async (entryId: EntryId, { of: paymentId, json }: { of: string; json?: boolean }) => {
      const { reverseManually } = await import('../../payments/reverse-manually.ts')
      await withCtx((ctx) => reverseManually(ctx, { entryId, paymentId }))
      print(json, { entryId, paymentId }, () => `Taken back: ${paymentId}`)
    })
}
