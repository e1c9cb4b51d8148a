import type { EntryId } from '@saatava/core/ids.ts'
import { audit } from '../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { retryOnDeadlock } from '../platform/retry-on-deadlock.ts'
import { freeBatches } from './identity/batch-queries.ts'
import { lockDoubtful, settleDoubt } from './doubt-queries.ts'
import { placeEntries } from './place-entries.ts'

export interface SameDecision {
  /** Id of an entry that waits because it may be a duplicate of another. */
  entryId: EntryId
  same: boolean
}

/**
 * A person says whether an entry that waits is the same movement as the one that it is shown with. If it is the same,
 * nothing follows from it. Another: it is matched as if it had come now. Parts of one booked entry are decided
 * together.
 * @returns how many entries were decided  @throws AppError NOT_FOUND
 */
export async function decideSame(ctx: Ctx, { entryId, same }: SameDecision): Promise<number> {
  return retryOnDeadlock(ctx.platform.pool, async (tx) => {
    const doubtful = await lockDoubtful(tx, entryId)
    if (doubtful.length === 0)
      throw new AppError(
        'NOT_FOUND',
        `No entry with the id ${entryId} waits for this decision; "payment unallocated" lists the entries with PERHAPS_SAME.`,
      )
    // Where the waiting entry names a debt and the other waits without one, the one that names it is kept.
    for (const one of doubtful)
      await settleDoubt(tx, one, same ? (one.saysMore ? 'KEEP_WAITING' : 'KEEP_OTHER') : 'KEEP_BOTH')
    if (!same)
      await freeBatches(
        tx,
        doubtful.flatMap((one) => [one.entryId, one.sameAs]),
      )
    await audit(ctx, tx, OPERATOR_TENANT, same ? 'entry.same' : 'entry.different', `entry:${entryId}`, {
      sameAs: doubtful.map(({ sameAs }) => sameAs),
      entries: doubtful.map((one) => one.entryId),
    })
    await placeEntries(
      ctx,
      tx,
      doubtful.flatMap((one) => [one.entryId, one.sameAs]),
    )
    return doubtful.length
  })
}
