/**
 * Stores a batch of a file's entries in one transaction: lock → known places → look → identify → write. Another process
 * that stores entries of the same accounts waits meanwhile, so that two files that report one movement at once see each
 * other.
 */
import type { BankFileEntry } from '@saatava/bank-files/bank-file.ts'
import type { EntryFacts } from '@saatava/bank-files/entry-facts.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { retryOnDeadlock } from '../platform/retry-on-deadlock.ts'
import { newId } from '../platform/new-id.ts'
import { type AccountNames, accountNames } from './account-names.ts'
import { type NewBankEntry, insertCopies, insertEntries, lockAccounts, selectPlaces } from './intake-queries.ts'
import type { Identified, Identity } from './identity/identified.ts'
import { type FileSoFar, type PartsOf, identifyOfFile, keysOfItems } from './identity/identify-file.ts'
import { type Movement, movementOf, orderIdsOf } from './identity/movement.ts'
import { type Stored, enrichEntries, insertKeys, selectUsedReferences, updateOpen } from './identity/queries.ts'
import { placeEntries } from './place-entries.ts'
import { batchNameOf } from './read-batches.ts'

/** An entry of the file with what it is compared by. */
interface Item extends NewBankEntry {
  identity: Identity
}

export interface StoredBatch {
  /** In the order of the file, without those that were stored before. */
  items: Item[]
  /** Entries whose bank reference names another movement in another file. */
  repeated: Item[]
  partsOf: PartsOf
}

export interface BatchOfFile extends FileSoFar {
  batch: readonly BankFileEntry[]
}

export async function storeEntries(ctx: Ctx, { fileId, batch, before, booked }: BatchOfFile): Promise<StoredBatch> {
  return retryOnDeadlock(ctx.platform.pool, async (tx) => {
    const names = await accountNames(ctx.platform, tx)
    const all = batch.map((one) => broughtOf(one, names))
    await lockAccounts(tx, [...new Set(all.map(({ accountKey }) => accountKey))])
    const places = await selectPlaces(
      tx,
      fileId,
      all.map(({ position }) => position),
    )
    const brought = all.filter(({ position }) => !places.has(position))
    if (brought.length === 0) return { items: [], repeated: [], partsOf: before }
    const { identified, partsOf } = await identifyOfFile(tx, brought, { fileId, before, booked })
    const items = brought.map((one) => ({
      ...one,
      identity: identified.identities.get(one) ?? ({ kind: 'new' } as const),
    }))
    await write(tx, fileId, items, identified)
    const repeated = await repeatedOf(tx, fileId, items)
    await placeEntries(ctx, tx, [
      ...items.filter(({ identity }) => identity.kind !== 'copy').map(({ entryId }) => entryId),
      ...identified.changes.map(({ entryId }) => entryId),
    ])
    return { items, repeated, partsOf }
  })
}

function broughtOf({ position, entry }: BankFileEntry, names: AccountNames): NewBankEntry {
  const { key, isClientFunds } = names.of(entry)
  const movement = movementOf(entry, key)
  return {
    ...movement,
    entryId: newId(),
    position,
    entry,
    bookedAt: bookedAtOf(position, entry.facts, movement),
    orderIds: orderIdsOf(entry),
    isClientFunds,
  }
}

/** Lines of a national format are booked together: BgMax's deposit, OCR giro's assignment, KTL's batch. */
function bookedAtOf(position: string, facts: EntryFacts, { bookedAmount }: Movement): string | null {
  if (bookedAmount !== null) return facts.entryPosition
  return position.startsWith('line ') ? batchNameOf(facts) : null
}

async function write(tx: Tx, fileId: string, items: readonly Item[], identified: Identified): Promise<void> {
  const { changes } = identified
  const copies = items.flatMap((item) => (item.identity.kind === 'copy' ? [{ ...item, of: item.identity.of }] : []))
  await insertEntries(
    tx,
    fileId,
    items.filter(({ identity }) => identity.kind !== 'copy'),
  )
  await insertCopies(
    tx,
    fileId,
    copies.map(({ position, entry, of: stored }) => ({ position, entryId: stored.entryId, raw: entry.raw })),
  )
  const changed = await updateOpen(tx, changes)
  if (changed !== changes.length) throw new Error('another worker processed a duplicate entry at the same moment')
  await enrichEntries(
    tx,
    copies.filter((one) => addsTo(one.of, one)).map((one) => ({ ...one, entryId: one.of.entryId })),
  )
  await insertKeys(tx, fileId, keysOfItems(items))
}

function addsTo(stored: Stored, one: Movement): boolean {
  const lists = ['ids', 'bookedIds', 'referenceKeys', 'documentKeys', 'payerKeys'] as const
  const singles = ['endToEndId', 'valueDate', 'payerName', 'payerText'] as const
  return (
    lists.some((name) => one[name].some((value) => !stored[name].includes(value))) ||
    singles.some((name) => stored[name] === null && one[name] !== null)
  )
}

/** Two movements under one reference: both are counted, and a person may want to know. */
async function repeatedOf(tx: Tx, fileId: string, items: readonly Item[]): Promise<Item[]> {
  const counted = items.filter(({ identity }) => identity.kind === 'new' || identity.kind === 'perhaps')
  const used = await selectUsedReferences(tx, fileId, counted)
  return counted.filter(({ accountKey, bankReference }) => used.has(`${accountKey} ${bankReference}`))
}
