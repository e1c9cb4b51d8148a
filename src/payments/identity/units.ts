/**
 * Booked entries as wholes: one payment, a sum that says nothing of its parts, or all parts of a sum. Wholes are paired
 * before parts are, because a part that looks like a part of another sum would otherwise be taken for it.
 */
import type { EntryId } from '@saatava/core/ids.ts'
import { type Pair, RANK, assign } from './assign.ts'
import { type Comparison, compare, kindsDiffer, shares } from './compare.ts'
import type { Brought } from './identified.ts'
import { type Movement, isNameless } from './movement.ts'
import type { Stored } from './queries.ts'
import { isFreeFor, isPart } from './sums.ts'

/** A booked entry with its parts; one alone where it has none. */
interface Unit<One extends Movement> {
  first: One
  entries: One[]
}

export interface EntryPair extends Pair<Brought, Stored> {
  comparison: Comparison
}

/** Two booked entries that agree: each part has its partner, or one is the sum of the other's parts. */
export type UnitPair = Pair<Unit<Brought>, Unit<Stored>> &
  ({ kind: 'whole'; parts: EntryPair[] } | { kind: 'sum'; byId: boolean })

/** From here on an id of the movement itself is common. */
const CERTAIN_SCORE = 100
/** Parts that agree one by one say more than an id that a bank may use again. */
const RANK_OF_SUM = { byId: RANK.same + 50, byAmount: 1 } as const

export function unitPairs(brought: readonly Brought[], stored: readonly Stored[], fileId: string): UnitPair[] {
  const units = unitsOf(brought, () => '')
  const alike = Map.groupBy(
    unitsOf(stored, (one) => one.fileId),
    likenessOfUnit,
  )
  return assign(
    units.flatMap((one) =>
      (alike.get(likenessOfUnit(one)) ?? []).flatMap((other) => unitPair(one, other, fileId) ?? []),
    ),
  )
}

/** Entries that may be the same, one by one. */
export function entryPairs(brought: readonly Brought[], stored: readonly Stored[]): EntryPair[] {
  const alike = Map.groupBy(stored, (one) => likenessOf(one, one.amount))
  return brought.flatMap((one) =>
    (alike.get(likenessOf(one, one.amount)) ?? []).flatMap((other) => entryPair(one, other) ?? []),
  )
}

function entryPair(one: Brought, other: Stored): EntryPair | undefined {
  const comparison = compare(one, other)
  const { verdict, score, agrees } = comparison
  if (verdict === 'OTHER' || other.used) return undefined
  const isCertain = score >= CERTAIN_SCORE
  const speaks = agrees || isCertain || (isNameless(one) && isNameless(other))
  return { one, other, comparison, rank: (verdict === 'SAME' ? RANK.same : 0) + score, isCertain, speaks }
}

function unitsOf<One extends Movement & { entryId: EntryId; bookedAt: string | null }>(
  entries: readonly One[],
  fileOf: (one: One) => string,
): Unit<One>[] {
  const units = Map.groupBy(entries, (one) => (isPart(one) ? `${fileOf(one)} ${one.bookedAt}` : one.entryId))
  return [...units.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ first, entries: [first, ...others] }],
  )
}

function likenessOfUnit({ first }: Unit<Movement>): string {
  return likenessOf(first, first.bookedAmount ?? first.amount)
}

function likenessOf({ accountKey, currency, bookingDate }: Movement, amount: bigint): string {
  return `${accountKey} ${currency} ${bookingDate} ${amount}`
}

function unitPair(one: Unit<Brought>, other: Unit<Stored>, fileId: string): UnitPair | undefined {
  const [parts, otherParts] = [isPart(one.first), isPart(other.first)]
  if (parts && otherParts) return wholePair(one, other)
  if (!parts && !otherParts) {
    const pair = entryPair(one.first, other.first)
    return pair && { ...pair, kind: 'whole', one, other, parts: [pair] }
  }
  return parts ? sumPair(one, other, other.first, fileId) : sumPair(one, other, one.first, fileId)
}

/** Each part has a partner: a set that agrees in some of its parts only is another. */
function wholePair(one: Unit<Brought>, other: Unit<Stored>): UnitPair | undefined {
  if (one.entries.length !== other.entries.length) return undefined
  const parts = assign(entryPairs(one.entries, other.entries))
  if (parts.length !== one.entries.length) return undefined
  const rank = RANK.parts + Math.min(...parts.map((pair) => pair.rank))
  const isCertain = parts.some((pair) => pair.isCertain)
  return { kind: 'whole', one, other, parts, rank, isCertain, speaks: parts.some(({ speaks }) => speaks) }
}

function sumPair(one: Unit<Brought>, other: Unit<Stored>, sum: Brought | Stored, fileId: string): UnitPair | undefined {
  if (!isNameless(sum) || other.entries.some(({ used }) => used)) return undefined
  const stored = other.first
  // Another file reports its parts, or may do so: those are compared with these one by one.
  if (isPart(one.first) && (stored.sameAs !== null || !isFreeFor(one.first, stored, fileId))) return undefined
  const byId = shares(idsOfSum(one.first), idsOfSum(stored))
  if (!byId && kindsDiffer(one.first.bookedIds, stored.bookedIds)) return undefined
  // A sum without an id fits more than one with an id, and is left for what comes later.
  const rank = byId ? RANK_OF_SUM.byId : RANK_OF_SUM.byAmount + Math.sign(stored.bookedIds.length)
  return { kind: 'sum', one, other, byId, rank, isCertain: false, speaks: true }
}

/** Returns the ids that a sum and its parts share. */
function idsOfSum({ ids, bookedIds, bookedAmount }: Movement): readonly string[] {
  return bookedAmount === null ? [...ids, ...bookedIds] : bookedIds
}
