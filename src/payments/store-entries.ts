/**
 * Stores a batch of a file's entries in one transaction: lock → known places → look → identify → write. Whoever stores
 * entries of the same accounts waits meanwhile, so that two files that tell one movement at once see each other.
 */
import type { BankFileEntry } from '../bank-files/bank-file.ts'
import type { EntryFacts } from '../bank-files/entry-facts.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { steadyTransaction } from '../platform/steady-transaction.ts'
import { newId } from '../platform/new-id.ts'
import { type AccountNames, accountNames } from './account-names.ts'
import { type NewEntry, insertCopies, insertEntries, lockAccounts, selectPlaces } from './intake-queries.ts'
import type { Batch } from './identity/batches.ts'
import { identifyBatches } from './identity/identify-batches.ts'
import { type Change, type Identified, type Identity, identify } from './identity/identify.ts'
import { type SumKeys, keysOf, namelessKeyOf, partsKeysOf, sumKeysOf } from './identity/keys.ts'
import { type Movement, isNameless, movementOf, orderIdsOf } from './identity/movement.ts'
import {
  type Stored,
  enrichEntries,
  insertKeys,
  selectByAmounts,
  selectByKeys,
  selectByReferences,
  selectUsedReferences,
  updateOpen,
} from './identity/queries.ts'
import { type PartsIdentity, identifyParts, identifySum, isPart, sumsLookups } from './identity/sums.ts'
import { placeEntries } from './place-entries.ts'
import { batchNameOf } from './read-batches.ts'

/** An entry of the file with what it is compared by. */
export interface Item extends NewEntry {
  identity: Identity
}

/** What the parts of a booked entry are, known from the first of them on. */
export type PartsOf = Map<string, PartsIdentity>

export interface StoredBatch {
  /** In the order of the file, without those that were stored before. */
  items: Item[]
  /** Those whose bank's reference names another movement in another file. */
  repeated: Item[]
  partsOf: PartsOf
}

export interface BatchOfFile {
  fileId: string
  batch: readonly BankFileEntry[]
  /** What the batch before this one of the same file has returned. */
  before: PartsOf
  /** What a national file books together. */
  booked: readonly Batch[]
}

export async function storeEntries(ctx: Ctx, { fileId, batch, before, booked }: BatchOfFile): Promise<StoredBatch> {
  return steadyTransaction(ctx.platform.pool, async (tx) => {
    const names = await accountNames(ctx.platform, tx)
    const all = batch.map((one) => broughtOf(one, names))
    await lockAccounts(tx, [...new Set(all.map(({ accountKey }) => accountKey))])
    const places = await selectPlaces(
      tx,
      fileId,
      all.map(({ position }) => position),
    )
    const brought = all.filter(({ position }) => !places.has(position))
    const partsOf: PartsOf = new Map(before)
    if (brought.length === 0) return { items: [], repeated: [], partsOf }
    const found = await look(tx, fileId, brought)
    const identified = identify(brought, { fileId, found, begun: before })
    identifySums(brought, identified, { fileId, found, partsOf })
    await identifyBatches(tx, brought, identified, { fileId, batches: booked })
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

function broughtOf({ position, entry }: BankFileEntry, names: AccountNames): NewEntry {
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

/** Entries of other files that may be the same, or a sum or a part of these. */
async function look(tx: Tx, fileId: string, brought: readonly NewEntry[]): Promise<Stored[]> {
  const keys = new Set<bigint>()
  for (const one of brought) {
    for (const key of keysOf(one)) keys.add(key)
    if (isPart(one)) for (const key of flat(sumKeysOf(one, one.bookedAmount))) keys.add(key)
    else if (isNameless(one)) for (const key of flat(sumsLookups(one))) keys.add(key)
    keys.add(namelessKeyOf(one))
  }
  const nameless = brought.filter((one) => isNameless(one) && one.bookedAmount === null)
  return [
    ...(await selectByKeys(tx, fileId, [...keys])),
    ...(await selectByReferences(tx, fileId, brought)),
    ...(await selectByAmounts(tx, fileId, nameless)),
  ]
}

/** Sums and parts that are not the same as any one entry of another file. */
function identifySums(
  brought: readonly NewEntry[],
  { identities, changes, taken, ...settled }: Identified,
  { fileId, found, partsOf }: { fileId: string; found: readonly Stored[]; partsOf: PartsOf },
): void {
  const used = new Set([...taken, ...changes.flatMap(({ state, entryId }) => (state === 'ignored' ? entryId : []))])
  for (const one of brought) {
    if (!isPart(one)) {
      const identity = identities.has(one)
        ? undefined
        : identifySum(
            one,
            found.filter(({ entryId }) => !used.has(entryId)),
          )
      if (identity === undefined) continue
      if ('of' in identity && typeof identity.of === 'string') used.add(identity.of)
      identities.set(one, identity)
      continue
    }
    const known = partsOf.get(one.bookedAt)
    const inFile = settled.filesOf.get(one.bookedAt)
    const parts =
      known ??
      settled.partsOf.get(one.bookedAt) ??
      identifyParts(
        one,
        fileId,
        // A file that tells the parts does not tell their sum besides.
        found.filter((other) => !used.has(other.entryId) && other.fileId !== inFile),
      )
    if (known === undefined) {
      // One booked entry at a time is being read.
      partsOf.clear()
      partsOf.set(one.bookedAt, parts)
      if (parts.change !== undefined) {
        const own = identities.get(one)
        // Where the part itself is another file's, its sum is the same as that.
        changes.push(own?.kind === 'copy' ? { ...parts.change, sameAs: own.of.entryId } : parts.change)
        used.add(parts.change.entryId)
      }
      if ('of' in parts.identity && typeof parts.identity.of === 'string') used.add(parts.identity.of)
    }
    if (!identities.has(one)) identities.set(one, parts.identity)
  }
}

/** One change of an entry: what is certain goes before what is doubtful. */
function onlyChanges(changes: readonly Change[]): Change[] {
  const certainLast = changes.toSorted((a, b) => Number(a.state === 'ignored') - Number(b.state === 'ignored'))
  return [...new Map(certainLast.map((change) => [change.entryId, change])).values()]
}

async function write(tx: Tx, fileId: string, items: readonly Item[], identified: Identified): Promise<void> {
  const changes = onlyChanges(identified.changes)
  const copies = items.flatMap((item) => (item.identity.kind === 'copy' ? [{ ...item, of: item.identity.of }] : []))
  await insertEntries(
    tx,
    fileId,
    items.filter(({ identity }) => identity.kind !== 'copy'),
  )
  await insertCopies(
    tx,
    fileId,
    copies.map(({ position, entry, of }) => ({ position, entryId: of.entryId, raw: entry.raw })),
  )
  const changed = await updateOpen(tx, changes)
  if (changed !== changes.length) throw new Error('an entry that another file tells was dealt with at this moment')
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

/** Keys of entries, under the entry that they are; of parts also those by which their sum finds them. */
function keysOfItems(items: readonly Item[]): { key: bigint; entryId: string }[] {
  const booked = new Set<string>()
  return items.flatMap((item) => {
    const entryId = item.identity.kind === 'copy' ? item.identity.of.entryId : item.entryId
    const keys = keysOf(item)
    if (isPart(item) && !booked.has(item.bookedAt)) {
      booked.add(item.bookedAt)
      keys.push(...flat(partsKeysOf(item, item.bookedAmount, item.bookedIds)))
    }
    return keys.map((key) => ({ key, entryId }))
  })
}

function flat({ ids, amount }: SumKeys): bigint[] {
  return [...ids, amount]
}

/** Two movements under one reference: both are counted, and a person may want to know. */
async function repeatedOf(tx: Tx, fileId: string, items: readonly Item[]): Promise<Item[]> {
  const counted = items.filter(({ identity }) => identity.kind === 'new' || identity.kind === 'perhaps')
  const used = await selectUsedReferences(tx, fileId, counted)
  return counted.filter(({ accountKey, bankReference }) => used.has(`${accountKey} ${bankReference}`))
}
