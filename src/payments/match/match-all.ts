import type { Ctx } from '../../platform/context.ts'
import { isDatabaseUnavailable, isDeadlock } from '../../platform/database.ts'
import type { Tx } from '../../platform/database.ts'
import type { BankEntry } from '../entry.ts'
import { hasNew, leaseNew, lockEntries, selectNew } from '../entry-queries.ts'
import { guarded } from './guarded.ts'
import { matchBatch } from './match-batch.ts'
import { postponeReversal, reverseEntry } from '../reverse-entry.ts'

/** A statement's plan costs as much as dozens of its rows: of 200, an entry takes the database half as much again. */
const BATCH_ENTRIES = 500
/** How many batches run at once: while one waits for the database, the next is computed. */
const MATCH_LANES = 2

/**
 * Deals with the next new entries. @returns how many it handled; 0 also where all that is left is in other hands
 * Errors: the database's own, when it cannot be reached; what is wrong with an entry makes that entry wait.
 */
async function matchDue(ctx: Ctx, lease: Lease, limit = BATCH_ENTRIES): Promise<number> {
  try {
    const { leased, done, reversals } = await matchBatch(ctx, (tx) => lease(tx, limit))
    const dealt = done + (await reverseAll(ctx, reversals))
    if (leased === limit && dealt === 0)
      ctx.log.warn({ leased }, 'no entry of a full batch of bank entries was handled')
    return dealt
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error
    if (!isDeadlock(error)) ctx.log.warn({ err: error }, 'a batch of bank entries is handled one by one')
    return oneByOne(ctx, limit)
  }
}

type Lease = (tx: Tx, limit: number) => Promise<BankEntry[]>

/**
 * Leases of one round wait for each other: two at the same moment would share the entries of a case among two batches,
 * and the later entry might be matched first.
 */
function oneByOneLease(): Lease {
  let before: Promise<unknown> = Promise.resolve()
  return (tx, limit) => {
    const lease = before.then(() => leaseNew(tx, limit))
    before = lease.catch(() => undefined)
    return lease
  }
}

/** The next batches, one a lane. @returns how many entries were handled */
export async function matchRound(ctx: Ctx, lanes = MATCH_LANES): Promise<number> {
  if (!(await hasNew(ctx.platform.pool))) return 0
  const lease = oneByOneLease()
  const done = await Promise.allSettled(Array.from({ length: lanes }, () => matchDue(ctx, lease)))
  // Not before all have ended: whoever stops us closes the connections next.
  return done.reduce((total, lane) => {
    if (lane.status === 'rejected') throw lane.reason
    return total + lane.value
  }, 0)
}

/** Until nothing is left that this process can deal with. @returns how many it handled */
export async function matchAll(ctx: Ctx, lanes = MATCH_LANES): Promise<number> {
  let total = 0
  for (;;) {
    const done = await matchRound(ctx, lanes)
    if (done === 0) return total
    total += done
  }
}

async function reverseAll(ctx: Ctx, ids: readonly string[]): Promise<number> {
  let done = 0
  for (const id of ids) if (await guarded(ctx, { entryId: id, state: 'new' }, () => reverseOne(ctx, id))) done += 1
  return done
}

/** Reverses one entry. The entry that it takes back may be new too, from the same file: that one is matched first. */
async function reverseOne(ctx: Ctx, id: string): Promise<boolean> {
  const first = await reverseEntry(ctx, id)
  if (first.kind !== 'waits') return first.kind === 'done'
  await matchBatch(ctx, (tx) => lockEntries(tx, [first.originalId], ['new']))
  const second = await reverseEntry(ctx, id)
  return second.kind === 'waits' ? postponeReversal(ctx, id) : second.kind === 'done'
}

/** One entry that cannot be handled must not hold up its neighbours. */
async function oneByOne(ctx: Ctx, limit: number): Promise<number> {
  let total = 0
  for (const id of await selectNew(ctx.platform.pool, limit)) {
    const dealt = await guarded(ctx, { entryId: id, state: 'new' }, async () => {
      const { done, reversals } = await matchBatch(ctx, (tx) => lockEntries(tx, [id], ['new']))
      return done > 0 || (reversals.length > 0 && (await reverseOne(ctx, id)))
    })
    if (dealt) total += 1
  }
  return total
}
