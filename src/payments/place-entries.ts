import type { ClientId, EntryId } from '@saatava/core/ids.ts'
import { fundsNames } from '../funds/funds-names.ts'
import { postMoves } from '../funds/post-moves.ts'
import type { Ctx } from '../platform/context.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import { type Tx, isDatabaseUnavailable, isDeadlock, withTransaction } from '../platform/database.ts'
import { type WorkQueue, handleEach } from '../platform/queue/retry.ts'
import { retryOnDeadlock } from '../platform/retry-on-deadlock.ts'
import { claimDue, hasDue, postponePlacing, updatePlaces } from './place-queries.ts'

const BATCH_ENTRIES = 1_000

/**
 * Books in the agency's journal where the money of entries stands by their present state: from the moment they are
 * stored, and after each change of their outcome. It changes nothing where nothing has changed. To be called last in a
 * transaction: everybody touches the balances of an account, and after those of clients.
 */
export async function placeEntries(ctx: Ctx, tx: Tx, entryIds: readonly EntryId[]): Promise<void> {
  if (entryIds.length === 0) return
  const names = await fundsNames(ctx.platform, tx)
  const moves = (await updatePlaces(tx, entryIds)).map((move) => ({ ...move, account: names.of(move.account).key }))
  await postMoves(tx, moves, ctx.platform.clock.now())
}

interface EntryKey {
  clientId: ClientId
  entryId: EntryId
}

const PLACING: WorkQueue<EntryKey> = {
  name: 'bank entries to book in the agency’s journal',
  subjectOf: ({ entryId }) => `bank-entry:${entryId}`,
  postpone: (tx, { entryId }, until) => postponePlacing(tx, entryId, until),
}

/** Brings the agency's journal up to the present outcomes of entries. @returns how many there were */
export async function placeDue(ctx: Ctx, limit = BATCH_ENTRIES): Promise<number> {
  const { pool, clock } = ctx.platform
  if (!(await hasDue(pool, clock.now()))) return 0
  const claim = (tx: Tx) => claimDue(tx, clock.now(), limit)
  try {
    return await retryOnDeadlock(pool, async (tx) => {
      const ids = await claim(tx)
      await placeEntries(ctx, tx, ids)
      return ids.length
    })
  } catch (error) {
    if (isDatabaseUnavailable(error) || isDeadlock(error)) throw error
    ctx.log.warn({ err: error }, 'a batch of bank entries is booked in the agency’s journal one by one')
    const keys = (await withTransaction(pool, claim)).map((entryId) => ({ clientId: OPERATOR_TENANT, entryId }))
    return handleEach(ctx, PLACING, { keys, batchMax: limit }, async ({ entryId }) => {
      await retryOnDeadlock(pool, (tx) => placeEntries(ctx, tx, [entryId]))
      return true
    })
  }
}
