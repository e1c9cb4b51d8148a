import { fundsNames } from '../funds/funds-names.ts'
import { postMoves } from '../funds/post-moves.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { steadyTransaction } from '../platform/steady-transaction.ts'
import { claimDue, updatePlaces } from './place-queries.ts'

const BATCH_ENTRIES = 1_000

/**
 * Books in the agency's journal where the money of entries stands by their present state: from the moment they are stored,
 * and after each change of what becomes of them. It changes nothing where nothing has changed. To be called last in a
 * transaction: everybody touches the balances of an account, and after those of clients.
 */
export async function placeEntries(ctx: Ctx, tx: Tx, entryIds: readonly string[]): Promise<void> {
  if (entryIds.length === 0) return
  const names = await fundsNames(ctx.platform, tx)
  const moves = (await updatePlaces(tx, entryIds)).map((move) => ({ ...move, account: names.of(move.account).key }))
  await postMoves(tx, moves, ctx.platform.clock.now())
}

/** Brings the agency's journal up to what has become of entries since. @returns how many there were */
export async function placeDue(ctx: Ctx): Promise<number> {
  return steadyTransaction(ctx.platform.pool, async (tx) => {
    const ids = await claimDue(tx, BATCH_ENTRIES)
    await placeEntries(ctx, tx, ids)
    return ids.length
  })
}
