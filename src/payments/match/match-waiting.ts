/**
 * Money may come before its invoice is distributed. A waiting entry is matched again when a case has opened that it
 * names: page by page, round and round, so that one pass costs the same however many entries wait. An entry that is
 * processed is locked as a new one is, and a person who allocates it at the same time has it, or finds it gone.
 */
import type { Ctx } from '../../platform/context.ts'
import { isDatabaseUnavailable } from '../../platform/database.ts'
import { lockEntries } from '../entry-queries.ts'
import { guarded } from './guarded.ts'
import { matchBatch } from './match-batch.ts'
import { type Place, selectAwaiting } from '../waiting-queries.ts'

const PAGE_ENTRIES = 1_000
const BATCH_ENTRIES = 200
const BEGINNING: Place = { bookingDate: '0001-01-01', entryId: '00000000-0000-0000-0000-000000000000' }

/** @returns looks at the next page each time it is called: how many entries were processed */
export function createWaitingLook(ctx: Ctx, pageEntries = PAGE_ENTRIES): () => Promise<number> {
  let after = BEGINNING
  return async () => {
    const page = await selectAwaiting(ctx.platform.pool, after, pageEntries)
    after = page.length < pageEntries ? BEGINNING : (page.at(-1) ?? BEGINNING)
    const named = page.flatMap(({ entryId, named: is }) => (is ? [entryId] : []))
    let taken = 0
    for (let from = 0; from < named.length; from += BATCH_ENTRIES)
      taken += await matchAgain(ctx, named.slice(from, from + BATCH_ENTRIES))
    return taken
  }
}

async function matchAgain(ctx: Ctx, ids: readonly string[]): Promise<number> {
  try {
    return await rematch(ctx, ids)
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error
    let taken = 0
    for (const id of ids)
      if (await guarded(ctx, { entryId: id, state: 'unallocated' }, async () => (await rematch(ctx, [id])) > 0))
        taken += 1
    return taken
  }
}

async function rematch(ctx: Ctx, ids: readonly string[]): Promise<number> {
  const { done } = await matchBatch(ctx, (tx) => lockEntries(tx, ids, ['unallocated']))
  return done
}
