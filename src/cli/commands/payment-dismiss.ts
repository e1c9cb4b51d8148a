import type { EntryId } from '@saatava/core/ids.ts'
import type { Command } from 'commander'
import { acting, personOption } from '../acting.ts'
import { withCtx } from '../context.ts'
import { nonEmpty, verb } from '../options.ts'
import { print } from '../output.ts'
import { waitingId } from '../payment-options.ts'

export function paymentDismissCommand(payment: Command): void {
  const example = 'payment dismiss 0190f6a0-0000-7000-8000-000000000000 --reason "charge of the bank" --as "Jane Doe"'
  const summary = 'Dismiss an outgoing entry, or an entry of another account'
  personOption(verb(payment, 'dismiss', summary, example))
    .argument('<id>', 'id of the entry; "payment unallocated" shows it', waitingId)
    .requiredOption('--reason <text>', 'the reason, for the audit', nonEmpty)
    .action(async (entryId: EntryId, { reason, as, json }: { reason: string; as?: string; json?: boolean }) => {
      const { dismissEntry } = await import('../../payments/dismiss-entry.ts')
      await withCtx((ctx) => dismissEntry(acting(ctx, as), { entryId, reason }))
      print(json, { entryId, reason }, () => `Dismissed: ${entryId}`)
    })
}
