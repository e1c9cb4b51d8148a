/**
 * A statement (camt.053) may book as one entry what a notification (camt.054) tells transaction by transaction, whichever
 * comes first. The money moved once, so it is counted once: by its transactions, which say whose it is; but where the
 * whole has been dealt with before they came, by the whole.
 */
import type { Tx } from '../platform/database.ts'
import type { Entry } from './entry.ts'
import { type Outcome, writeOutcomes } from './entry-queries.ts'
import type { EntryState, Reason } from './states.ts'
import { type Whole, lockWholes, selectToldInDetail } from './told-queries.ts'

/** @param entries locked  @returns those that are to be dealt with; the others are ignored from here on */
export async function setAsideToldTwice(tx: Tx, entries: readonly Entry[]): Promise<Entry[]> {
  const inDetail = await selectToldInDetail(tx, entries.filter(isWhole))
  const wholes = await lockWholes(
    tx,
    entries.filter((entry) => !isWhole(entry)),
  )
  const counted = new Set(wholes.filter(({ state, reason }) => isCounted(state, reason)).map(nameOf))
  const replaced = wholes.filter(({ state }) => state === 'new' || state === 'unallocated')
  const before = entries.filter((entry) => counted.has(partOf(entry)))
  const detailed = new Set([...inDetail, ...replaced.map(({ entryId }) => entryId)])
  await writeOutcomes(tx, [
    ...[...detailed].map((entryId) => ignored(entryId, 'TOLD_IN_DETAIL')),
    ...before.map(({ entryId }) => ignored(entryId, 'TOLD_BEFORE')),
  ])
  return entries.filter((entry) => !detailed.has(entry.entryId) && !before.includes(entry))
}

function isWhole({ entryReference }: Entry): boolean {
  return entryReference === null
}

/** A debit that was left alone says nothing of its parts: one may be a payment that was taken back. */
function isCounted(state: EntryState, reason: Reason | null): boolean {
  return state === 'matched' || (state === 'ignored' && reason !== 'DEBIT' && reason !== 'TOLD_IN_DETAIL')
}

function nameOf({ account, bankReference }: Whole): string {
  return `${account} ${bankReference}`
}

function partOf({ account, entryReference }: Entry): string {
  return `${account} ${entryReference ?? ''}`
}

function ignored(entryId: string, reason: Reason): Outcome {
  return { entryId, state: 'ignored', reason, clientId: null, paymentId: null }
}
