import type { EntryId } from '@saatava/core/ids.ts'
import { LawError } from '@saatava/law/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import { isDatabaseUnavailable, isDeadlock, withTransaction } from '../../platform/database.ts'
import { lockEntry, writeOutcomes } from '../entry-queries.ts'
import type { EntryState } from '../states.ts'
import { placeEntries } from '../place-entries.ts'

/**
 * Deals with one entry; where it cannot be handled, it needs review.
 * @param entry with the state in which it is processed  @returns whether it was handled  Errors: the database's own alone
 */
export async function guarded(
  ctx: Ctx,
  { entryId, state }: { entryId: EntryId; state: EntryState },
  work: () => Promise<boolean>,
): Promise<boolean> {
  try {
    return await work()
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error
    // The other transaction of the deadlock has been committed; the next round takes this entry.
    if (isDeadlock(error)) return false
    const reason = error instanceof LawError ? 'LAW' : 'FAILED'
    ctx.log[reason === 'LAW' ? 'warn' : 'error']({ err: error, entryId }, 'a bank entry needs review')
    return withTransaction(ctx.platform.pool, async (tx) => {
      if ((await lockEntry(tx, entryId, [state])) === undefined) return false
      await writeOutcomes(tx, [{ entryId, state: 'unallocated', reason, clientId: null, paymentId: null }])
      await placeEntries(ctx, tx, [entryId])
      return true
    })
  }
}
