/**
 * One batch of entries becomes payments, in one transaction: lease → sort → candidates → lock → choose → allocate →
 * record. README.md lists the stages. Any number of workers may do it at once.
 */
import type { Case } from '../../claims/case.ts'
import { lockCaseRows } from '../../claims/queries.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Tx, withTransaction } from '../../platform/database.ts'
import type { BankEntry } from '../entry.ts'
import { writeOutcomes } from '../entry-queries.ts'
import { placeEntries } from '../place-entries.ts'
import { allocate } from './allocate.ts'
import { type Named, candidatesOf, casesOf } from './candidates.ts'
import { chooseAll } from './choose.ts'
import { type KnownCases, findKnownCases, withLocked } from './known-cases.ts'
import { sortByDirection } from './sort-by-direction.ts'

export interface Matched {
  /** How many entries the batch held. */
  leased: number
  /** Entries that left "new". */
  done: number
  /** Ids of entries by which the bank takes back, or may take back, a payment: each is handled alone, after this batch. */
  reversals: string[]
}

/** @param lease picks the entries of the batch and locks them */
export async function matchBatch(ctx: Ctx, lease: (tx: Tx) => Promise<BankEntry[]>): Promise<Matched> {
  return withTransaction(ctx.platform.pool, async (tx) => {
    const entries = await lease(tx)
    const { incoming, reversals, outcomes } = await sortByDirection(ctx, tx, entries)
    const matched = await matchIncoming(ctx, tx, incoming)
    await writeOutcomes(tx, [...outcomes, ...matched])
    await placeEntries(
      ctx,
      tx,
      entries.map(({ entryId }) => entryId),
    )
    return {
      leased: entries.length,
      done: outcomes.length + matched.length,
      reversals: reversals.map(({ entryId }) => entryId),
    }
  })
}

async function matchIncoming(ctx: Ctx, tx: Tx, entries: readonly BankEntry[]) {
  const known = await findKnownCases(tx, entries)
  const named = oneEntryPerCase(entries.map((entry) => ({ entry, candidates: candidatesOf(entry, known) })))
  const locked = await lockCandidates(tx, named, known)
  const chosen = await chooseAll(ctx, tx, locked)
  return allocate(ctx, tx, known, chosen)
}

/** Keeps at most one entry per case; later ones wait for the next batch, and nothing overtakes them. */
function oneEntryPerCase(named: readonly Named[]): Named[] {
  const touched = new Set<number>()
  return named.filter(({ candidates }) => {
    const caseIds = casesOf(candidates).map(({ caseId }) => caseId)
    const isFirst = !caseIds.some((caseId) => touched.has(caseId))
    for (const caseId of caseIds) touched.add(caseId)
    return isFirst
  })
}

/** Locks the candidates, and asks again: a case may have been closed since it was looked up. */
async function lockCandidates(tx: Tx, named: readonly Named[], known: KnownCases): Promise<Named[]> {
  const cases = await lockCaseRows(
    tx,
    named.flatMap(({ candidates }) => casesOf(candidates)),
  )
  const locked = new Map(cases.map((one): [number, Case] => [one.caseId, one]))
  const fresh = withLocked(known, locked)
  return named.map(({ entry }) => ({ entry, candidates: candidatesOf(entry, fresh) }))
}
