/**
 * Finds the entries of a batch that other files have reported before. Each is stored as new, as a copy, as one that
 * waits because it may be a duplicate, or is set aside because its sum or its parts are counted. Entries of one file
 * are never each other's copies, and an entry of another file is the copy of one alone.
 */
import type { Brought, Change, Identity, Identified } from './identified.ts'
import { assign } from './assign.ts'
import { type Movement, isNameless } from './movement.ts'
import type { Stored } from './queries.ts'
import { isLine, isPart, ofSum } from './sums.ts'
import type { PartsIdentity } from './identified.ts'
import { type EntryPair, type UnitPair, entryPairs, unitPairs } from './units.ts'

export interface Lookup {
  fileId: string
  /** Entries of other files that share a key or a reference with one of the batch. */
  found: readonly Stored[]
  /** Booked entries of which the batch before has stored parts: what they are is known. */
  begun: ReadonlyMap<string, PartsIdentity>
}

export function identify(brought: readonly Brought[], { fileId, found, begun }: Lookup): Identified {
  const identified: Identified = {
    ...{ identities: new Map(), changes: [] },
    ...{ partsOf: new Map(), filesOf: new Map(), taken: new Set() },
  }
  const stored = [...new Map(found.map((one) => [one.entryId, one])).values()]
  const [left, leftStored] = [new Set(brought), new Set(stored)]
  const whole = brought.filter((one) => !isLine(one) && (!isPart(one) || !begun.has(one.bookedAt)))
  const storedWhole = stored.filter((one) => !isLine(one))
  for (const pair of unitPairs(whole, storedWhole, fileId)) {
    const isReportedByParts = pair.kind === 'sum' && isPart(pair.one.first)
    // A third file may report the parts, too.
    if (!isReportedByParts) for (const one of pair.one.entries) left.delete(one)
    for (const other of pair.other.entries) {
      leftStored.delete(other)
      identified.taken.add(other.entryId)
    }
    settleUnit(identified, pair)
  }
  // Files that book in other units: the parts of one are the entries of the other.
  const pairs = entryPairs([...left], [...leftStored])
  for (const pair of assign(pairs.filter((pair) => !isInFileOfSum(pair, identified)))) settle(identified, pair)
  return identified
}

/** A file that reports the sum of parts does not list them besides. */
function isInFileOfSum({ one, other }: EntryPair, { filesOf }: Identified): boolean {
  return isPart(one) && filesOf.get(one.bookedAt) === other.fileId
}

function settle({ identities, changes }: Identified, { one, other, comparison }: EntryPair): void {
  const { identity, change } = comparison.verdict === 'SAME' ? same(one, other) : perhaps(one, other)
  identities.set(one, identity)
  if (change !== undefined) changes.push(change)
}

function settleUnit(identified: Identified, pair: UnitPair): void {
  const [one, other] = [pair.one.first, pair.other.first]
  if (isPart(one)) identified.filesOf.set(one.bookedAt, other.fileId)
  if (pair.kind === 'whole') for (const part of pair.parts) settle(identified, part)
  else if (isPart(one)) identified.partsOf.set(one.bookedAt, ofSum(one, other, pair.byId))
  else {
    const otherId = other.entryId
    const identity = pair.byId
      ? ({ kind: 'aside', reason: 'TOLD_IN_DETAIL', of: otherId } as const)
      : ({ kind: 'perhaps', of: otherId } as const)
    identified.identities.set(one, identity)
  }
}

/** The entry is still to be matched, or waits: another file's further facts may help. */
function isOpen({ state, reason }: Pick<Stored, 'state' | 'reason'>): boolean {
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
