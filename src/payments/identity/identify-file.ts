/** Looks up which entries of a file other files may have reported, and identifies them alone, as sums and by batches. */
import type { EntryId } from '@saatava/core/ids.ts'
import type { Tx } from '../../platform/database.ts'
import type { Batch } from './batches.ts'
import { identify } from './identify.ts'
import type { Brought, Change, Identified, Identity } from './identified.ts'
import { identifyBatches } from './identify-batches.ts'
import { type SumKeys, keysOf, namelessKeyOf, partsKeysOf, sumKeysOf } from './keys.ts'
import { isNameless } from './movement.ts'
import { type Stored, selectByAmounts, selectByKeys, selectByReferences } from './queries.ts'
import { identifyParts, identifySum, isPart, sumsLookups } from './sums.ts'
import type { PartsIdentity } from './identified.ts'

/** Identities of the parts of a booked entry, known from the first part on. */
export type PartsOf = Map<string, PartsIdentity>

export interface FileSoFar {
  fileId: string
  /** Results of the earlier entries of the same file. */
  before: PartsOf
  /** Batches that a national file books together. */
  booked: readonly Batch[]
}

/**
 * @param options.withHeld compared with entries that wait because their account held no client funds, too
 * @returns one change of an entry at most
 */
export async function identifyOfFile(
  tx: Tx,
  brought: readonly Brought[],
  { fileId, before, booked }: FileSoFar,
  { withHeld = true } = {},
): Promise<{ identified: Identified; partsOf: PartsOf }> {
  const partsOf: PartsOf = new Map(before)
  const all = await look(tx, fileId, brought)
  const found = withHeld ? all : all.filter(({ reason }) => reason !== 'OTHER_ACCOUNT')
  const identified = identify(brought, { fileId, found, begun: before })
  identifySums(brought, identified, { fileId, found, partsOf })
  await identifyBatches(tx, brought, identified, { fileId, batches: booked })
  return { identified: { ...identified, changes: onlyChanges(identified.changes) }, partsOf }
}

/** Entries of other files that may be the same, or a sum or a part of these. */
async function look(tx: Tx, fileId: string, brought: readonly Brought[]): Promise<Stored[]> {
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
  brought: readonly Brought[],
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
        // A file that lists the parts does not report their sum besides.
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

/** Keys of entries, under the entry that they are; of parts also those by which their sum finds them. */
export function keysOfItems(items: readonly (Brought & { identity: Identity })[]): { key: bigint; entryId: EntryId }[] {
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
