import type { ClientId } from '@saatava/core/ids.ts'
import { audit } from '../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { type WorkQueue, handleEach } from '../platform/queue/retry.ts'
import { retryOnDeadlock } from '../platform/retry-on-deadlock.ts'
import { type AccountNames, accountNames } from './account-names.ts'
import { selectBatchesOf } from './identity/batch-queries.ts'
import { type PartsOf, identifyOfFile, keysOfItems } from './identity/identify-file.ts'
import { insertKeys, updateOpen } from './identity/queries.ts'
import { lockAccounts } from './intake-queries.ts'
import { placeEntries } from './place-entries.ts'
import { lockHeld, postponeHeld, renewBatches, selectFilesHeld, updateReleased } from './release-queries.ts'

const FILES = 20
const BATCH_ENTRIES = 500

const HELD_FILES: WorkQueue<{ clientId: ClientId; fileId: string }> = {
  name: 'bank entries of accounts that were added',
  subjectOf: ({ fileId }) => `bank-file:${fileId}`,
  postpone: (tx, { fileId }, until) => postponeHeld(tx, fileId, until),
}

/**
 * Takes up entries that waited because their account held no client funds, when it has become an account of client funds:
 * they are compared with other files' entries as if they came now, file by file in the order in which these came, and are
 * matched then.
 * @returns of how many files
 */
export async function releaseDue(ctx: Ctx): Promise<number> {
  const { pool, clock } = ctx.platform
  const names = await accountNames(ctx.platform, pool)
  const files = await selectFilesHeld(pool, names.keys, { at: clock.now(), limit: FILES })
  const keys = files.map((fileId) => ({ clientId: OPERATOR_TENANT, fileId }))
  return handleEach(ctx, HELD_FILES, { keys, batchMax: FILES }, async ({ fileId }) => {
    let partsOf: PartsOf | undefined = new Map()
    let any = false
    while (partsOf !== undefined) {
      const before: PartsOf = partsOf
      partsOf = await retryOnDeadlock(pool, (tx) => release(ctx, tx, { fileId, names, before }))
      any ||= partsOf !== undefined
    }
    return any
  })
}

/** @returns undefined when none is left */
async function release(
  ctx: Ctx,
  tx: Tx,
  { fileId, names, before }: { fileId: string; names: AccountNames; before: PartsOf },
): Promise<PartsOf | undefined> {
  await lockAccounts(tx, names.keys)
  const held = await lockHeld(tx, fileId, names.keys, BATCH_ENTRIES)
  if (held.length === 0) return undefined
  const brought = held.map((one) => ({ ...one, accountKey: names.keyOf(one.account) ?? one.accountKey }))
  for (const [from, to] of new Map(held.map(({ accountKey }, i) => [accountKey, brought[i]?.accountKey ?? accountKey])))
    await renewBatches(tx, fileId, from, to)
  const booked = await selectBatchesOf(tx, fileId)
  // An entry that is still held is compared when its file's turn comes.
  const { identified, partsOf } = await identifyOfFile(tx, brought, { fileId, before, booked }, { withHeld: false })
  const items = brought.map((one) => ({
    ...one,
    identity: identified.identities.get(one) ?? ({ kind: 'new' } as const),
  }))
  await updateReleased(tx, items)
  const changed = await updateOpen(tx, identified.changes)
  if (changed !== identified.changes.length)
    throw new Error('another worker processed a duplicate entry at the same moment')
  await insertKeys(tx, fileId, keysOfItems(items))
  await audit(ctx, tx, OPERATOR_TENANT, 'bank-file.released', `bank-file:${fileId}`, {
    accounts: [...new Set(held.map(({ account }) => account))],
    entries: items.length,
  })
  const ids = items.map(({ entryId }) => entryId)
  await placeEntries(ctx, tx, [...ids, ...identified.changes.map(({ entryId }) => entryId)])
  return partsOf
}
