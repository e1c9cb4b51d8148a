import type { Command } from 'commander'
import { withReadCtx } from '../context.ts'
import { limit, verb } from '../options.ts'
import type { Waiting } from '../../payments/list-unallocated.ts'
import { plain, print, table } from '../output.ts'

type OtherEntry = NonNullable<Waiting['perhapsSameAs']>

const LIMIT_DEFAULT = 100

export function paymentUnallocatedCommand(payment: Command): void {
  verb(
    payment,
    'unallocated',
    'Unallocated money that needs review: the reason, and candidate cases',
    'payment unallocated --json',
  )
    .option('--limit <number>', 'most entries to show', limit, LIMIT_DEFAULT)
    .action(async ({ json, limit }: { json?: boolean; limit: number }) => {
      const { listUnallocated } = await import('../../payments/list-unallocated.ts')
      const waiting = await withReadCtx((ctx) => listUnallocated(ctx, limit))
      print(json, { waiting }, () =>
        waiting.length === 0
          ? 'Nothing waits.'
          : table(
              ['ID', 'KIND', 'WAITING', 'CURRENCY', 'PAID', 'PAYER', 'REFERENCE', 'REASON', 'CANDIDATES'],
              waiting.map((row) => [
                row.id,
                row.kind,
                row.waiting,
                row.currency,
                row.paymentDate,
                plain(row.payerName ?? ''),
                plain(row.reference ?? row.message ?? ''),
                row.reason,
                row.perhapsSameAs === null
                  ? row.candidates
                      .map((one) => (one.owed === 0 ? `${one.caseId} (paid)` : `${one.caseId} (${one.owed})`))
                      .join(', ')
                  : plain(sameAs(row.perhapsSameAs)),
              ]),
            ),
      )
    })
}

/** The other of two entries that are perhaps one. */
function sameAs({ entryId, file, position, state, payerName, reference, message }: OtherEntry): string {
  return [`entry ${entryId} of ${file}, ${position} (${state})`, payerName, reference ?? message]
    .filter((text) => text !== null)
    .join(', ')
}
