/**
 * Which entries of a batch other files have told before: each is stored as new, as a copy, as one that waits because it is
 * perhaps the same, or is left alone because its sum or its parts are counted. Entries of one file are never each other's
 * copies, and an entry of another file is the copy of one alone.
 */
import type { Reason } from '../states.ts'
import { type Comparison, compare } from './compare.ts'
import { type Movement, isNameless } from './movement.ts'
import type { Stored } from './queries.ts'

/** An entry that a file brings. */
export interface Brought extends Movement {
  entryId: string
}

export type Identity =
  | { kind: 'new' }
  | { kind: 'copy'; of: Stored }
  | { kind: 'perhaps'; of: string }
  | { kind: 'aside'; reason: Extract<Reason, 'TOLD_IN_DETAIL' | 'TOLD_BEFORE'>; of: string }

/** What becomes of a stored entry that is not counted any more, or of which it is doubtful. */
export interface Change {
  entryId: string
  state: 'ignored' | 'unallocated'
  reason: Extract<Reason, 'TOLD_IN_DETAIL' | 'PERHAPS_SAME'>
  sameAs: string
}

export interface Identified {
  identities: Map<Brought, Identity>
  changes: Change[]
}

/** @param found entries of other files that share a key or a reference with one of them */
export function identify(brought: readonly Brought[], found: readonly Stored[]): Identified {
  const identities = new Map<Brought, Identity>()
  const changes: Change[] = []
  const used = new Set(found.filter((one) => one.used).map(({ entryId }) => entryId))
  for (const { one, stored, comparison } of assign(
    pairsOf(brought, found).filter((pair) => !used.has(pair.stored.entryId)),
  )) {
    const { identity, change } = comparison.verdict === 'SAME' ? same(one, stored) : perhaps(one, stored)
    identities.set(one, identity)
    if (change !== undefined) changes.push(change)
  }
  return { identities, changes }
}

interface Pair {
  one: Brought
  stored: Stored
  comparison: Comparison
}

function pairsOf(brought: readonly Brought[], found: readonly Stored[]): Pair[] {
  const alike = Map.groupBy(new Map(found.map((one) => [one.entryId, one])).values(), likenessOf)
  return brought.flatMap((one) =>
    (alike.get(likenessOf(one)) ?? [])
      .map((stored) => ({ one, stored, comparison: compare(one, stored) }))
      .filter(({ comparison }) => comparison.verdict !== 'OTHER'),
  )
}

function likenessOf({ accountKey, currency, bookingDate, amount }: Movement): string {
  return `${accountKey} ${currency} ${bookingDate} ${amount}`
}

/** From here on an id of the movement itself is common. */
const CERTAIN_SCORE = 100

/** Something of what both tell agrees, or an id of the movement itself does: a sum's id is not enough. */
function speaksFor({ score, agrees }: Comparison): boolean {
  return agrees || score >= CERTAIN_SCORE
}

/**
 * Each entry of either side in one pair at most, and as many pairs as there can be: of entries that are alike, one that is
 * left over would be counted twice. Pairs that share an id of the movement are certain and are never parted.
 */
function assign(pairs: readonly Pair[]): Pair[] {
  const best = bestFirst(pairs)
  const ofStored = new Map<string, Pair>()
  const ofBrought = new Map<Brought, Pair>()
  const join = (pair: Pair) => {
    ofStored.set(pair.stored.entryId, pair)
    ofBrought.set(pair.one, pair)
  }
  const joinFree = (some: readonly Pair[]) => {
    for (const pair of some) if (!ofStored.has(pair.stored.entryId) && !ofBrought.has(pair.one)) join(pair)
  }
  // An entry that names nobody fits any: it takes none from one that agrees in something.
  const choices = Map.groupBy(
    best.filter(({ comparison }) => speaksFor(comparison)),
    ({ one }) => one,
  )
  joinFree(best.filter(({ comparison }) => speaksFor(comparison)))
  /** Finds a partner by giving another entry another one. */
  const find = (one: Brought, asked: Set<string>): boolean =>
    (choices.get(one) ?? []).some((pair) => {
      const { entryId } = pair.stored
      if (asked.has(entryId)) return false
      asked.add(entryId)
      const taken = ofStored.get(entryId)
      const free = taken === undefined || (taken.comparison.score < CERTAIN_SCORE && find(taken.one, asked))
      if (free) join(pair)
      return free
    })
  for (const one of choices.keys()) if (!ofBrought.has(one)) find(one, new Set())
  joinFree(best)
  return [...ofBrought.values()]
}

/** What is certainly the same before what may be, then by how much agrees; the order of storing decides between equals. */
function bestFirst(pairs: readonly Pair[]): Pair[] {
  const rank = ({ comparison }: Pair) => (comparison.verdict === 'SAME' ? 1_000 : 0) + comparison.score
  return pairs.toSorted((a, b) => rank(b) - rank(a))
}

/** Still to be matched, or waiting: what another file tells besides may help. */
export function isOpen({ state, reason }: Pick<Stored, 'state' | 'reason'>): boolean {
  return state === 'new' || (state === 'unallocated' && reason !== 'PERHAPS_SAME' && reason !== 'OTHER_ACCOUNT')
}

function same(one: Brought, stored: Stored): { identity: Identity; change?: Change } {
  if (!isOpen(stored) || !saysMore(one, stored)) return { identity: { kind: 'copy', of: stored } }
  const change = { entryId: stored.entryId, state: 'ignored', reason: 'TOLD_IN_DETAIL', sameAs: one.entryId } as const
  return { identity: { kind: 'new' }, change }
}

/** It names a debt, and the other does not. */
function saysMore(one: Movement, other: Movement): boolean {
  const debts = ({ referenceKeys, documentKeys }: Movement) => referenceKeys.length + documentKeys.length
  return (debts(one) > 0 && debts(other) === 0) || (one.payerText !== null && isNameless(other))
}

function perhaps(one: Brought, stored: Stored): { identity: Identity; change?: Change } {
  // The one that names somebody is matched; the other would wait in any case.
  if (isNameless(stored) && !isNameless(one) && isOpen(stored)) {
    const change = {
      entryId: stored.entryId,
      state: 'unallocated',
      reason: 'PERHAPS_SAME',
      sameAs: one.entryId,
    } as const
    return { identity: { kind: 'new' }, change }
  }
  return { identity: { kind: 'perhaps', of: stored.entryId } }
}
