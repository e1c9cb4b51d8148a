/**
 * One file books as a sum what another lists part by part, whichever comes first. The money moved once, so it is counted
 * once: by its parts, which name its owner; but where the sum has been handled before they came, by the sum.
 */
import type { PartsIdentity } from './identified.ts'
import { kindsDiffer } from './compare.ts'
import type { Brought, Change, Identity } from './identified.ts'
import { type SumKeys, partsKeysOf, sumKeysOf } from './keys.ts'
import { isNameless } from './movement.ts'
import type { Stored } from './queries.ts'

/** A part, and the place of the booked entry of which it is one. */
export type Part = Brought & Booked
interface Booked {
  bookedAmount: bigint
  bookedAt: string
}

export function isPart<One extends { bookedAmount: bigint | null; bookedAt: string | null }>(
  one: One,
): one is One & Booked {
  return one.bookedAmount !== null && one.bookedAt !== null
}

/** A line of a national file: the bank may book it alone, as a part of a sum, or both, so it is compared with either at once. */
export function isLine({ bookedAmount, bookedAt }: Pick<Brought, 'bookedAmount' | 'bookedAt'>): boolean {
  return bookedAmount === null && bookedAt !== null
}

export function sumsLookups(sum: Brought): SumKeys {
  return partsKeysOf(sum, sum.amount, [...sum.ids, ...sum.bookedIds])
}

/** Identifies a sum whose parts another file has reported; undefined where no file has. */
export function identifySum(sum: Brought, found: readonly Stored[]): Identity | undefined {
  if (sum.bookedAmount !== null || !isNameless(sum)) return undefined
  const keys = sumsLookups(sum)
  const free = found.filter(({ used }) => !used)
  const parts = free.find(({ key }) => key !== null && keys.ids.includes(key))
  if (parts !== undefined) return { kind: 'aside', reason: 'TOLD_IN_DETAIL', of: parts.entryId }
  const alike = namedFirst(free).find(
    ({ key, bookedIds }) => key === keys.amount && !kindsDiffer(bookedIds, sum.bookedIds),
  )
  return alike === undefined ? undefined : { kind: 'perhaps', of: alike.entryId }
}

/** Entries without an id fit more than entries with one, so they are left for later. */
function namedFirst(found: readonly Stored[]): Stored[] {
  return found.toSorted((a, b) => Number(b.bookedIds.length > 0) - Number(a.bookedIds.length > 0))
}

/** Identifies the parts of a booked entry whose sum another file has reported. */
export function identifyParts(first: Part, fileId: string, found: readonly Stored[]): PartsIdentity {
  const keys = sumKeysOf(first, first.bookedAmount)
  const sums = found.filter((one) => isSumOf(first, one) && isFreeFor(first, one, fileId))
  const byId = sums.find(({ key }) => key !== null && keys.ids.includes(key))
  if (byId !== undefined) return ofSum(first, byId, true)
  const byAmount = namedFirst(sums).find(
    ({ key, bookedIds }) => key === keys.amount && !kindsDiffer(bookedIds, first.bookedIds),
  )
  return byAmount === undefined ? { identity: { kind: 'new' } } : ofSum(first, byAmount, false)
}

function isSumOf(part: Part, { bookedAmount, amount, ...sum }: Stored): boolean {
  return bookedAmount === null && amount === part.bookedAmount && isNameless(sum)
}

/** A sum is that of one booked entry of a file. */
export function isFreeFor({ bookedAt }: Part, sum: Stored, fileId: string): boolean {
  if (sum.sameAsFileId === fileId && sum.sameAsBookedAt !== bookedAt) return false
  return sum.usedAt.every((place) => place === bookedAt)
}

export function ofSum(first: Part, sum: Stored, certain: boolean): PartsIdentity {
  const { entryId, state, reason } = sum
  // One of an account without client funds is not counted anyway.
  if (!certain && reason === 'OTHER_ACCOUNT') return { identity: { kind: 'new' } }
  if (state === 'new' || state === 'unallocated') {
    const change: Change = certain
      ? { entryId, state: 'ignored', reason: 'TOLD_IN_DETAIL', sameAs: first.entryId }
      : { entryId, state: 'unallocated', reason: 'PERHAPS_SAME', sameAs: first.entryId }
    return { identity: { kind: 'new' }, change }
  }
  const counted = state === 'matched' || reason === 'REVERSED' || reason === 'RETURNED'
  if (!counted) return { identity: { kind: 'new' } }
  return {
    identity: certain ? { kind: 'aside', reason: 'TOLD_BEFORE', of: entryId } : { kind: 'perhaps', of: entryId },
  }
}
