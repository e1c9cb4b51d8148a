import type { EntryId } from '@saatava/core/ids.ts'
import { minorToText } from '@saatava/core/money.ts'
import { audit } from '../audit-entries/audit.ts'
import { words } from '../audit-entries/words.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { retryOnDeadlock } from '../platform/retry-on-deadlock.ts'
import { lockEntry, writeOutcomes } from './entry-queries.ts'
import { placeEntries } from './place-entries.ts'

/**
 * A person says that an entry was dismissed that waits: money out that the agency answers for, such as the bank's
 * charge, or an entry of an account that holds no client funds. Money that came in to client funds is never dismissed, but
 * for what came back of a payout: the payout, which a person has marked, explains it.
 * @throws AppError NOT_FOUND, RULE
 */
export async function dismissEntry(ctx: Ctx, { entryId, reason }: { entryId: EntryId; reason: string }): Promise<void> {
  await retryOnDeadlock(ctx.platform.pool, async (tx) => {
    const entry = await lockEntry(tx, entryId, ['unallocated'])
    if (entry === undefined) throw new AppError('NOT_FOUND', `No entry with the id ${entryId} waits.`)
    if (entry.amount > 0n && entry.reason !== 'OTHER_ACCOUNT' && entry.reason !== 'PAYOUT_DIFFERS')
      throw new AppError(
        'RULE',
        'Allocate or return incoming money. Only outgoing money, returned payouts and entries of other accounts can be dismissed.',
      )
    await writeOutcomes(tx, [{ entryId, state: 'ignored', reason: 'DISMISSED', clientId: null, paymentId: null }])
    await audit(ctx, tx, OPERATOR_TENANT, 'entry.dismissed', `entry:${entryId}`, {
      reason: words(reason),
      amount: minorToText(entry.amount),
      currency: entry.currency,
    })
    await placeEntries(ctx, tx, [entryId])
  })
}
