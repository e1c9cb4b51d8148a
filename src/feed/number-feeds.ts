/**
 * The sequencer. Rows of a feed are written without a number; when they are committed they get the next numbers of their
 * client, so that no number comes below one that a reader has seen. The sequencer holds a client's counter until the
 * numbers are committed. So numbers appear in their order, without holes, whichever process gives them. Events keep the
 * order in which their transaction wrote them, and come after everything that had been committed before. Each row gets a
 * second number in the same way: its place in the feed of all clients of the partner.
 */
import type { ClientId } from '@saatava/core/ids.ts'
import { type BoundPool, type Tx, withTransaction } from '../platform/database.ts'
import { byPartition } from '../platform/partition.ts'
import type { FeedName } from '../platform/http/feed.ts'
import {
  type Counter,
  type Place,
  countUnnumbered,
  lockCounters,
  lockPartnerCounters,
  makeCounters,
  numberRows,
} from './number-queries.ts'

const FEEDS: readonly FeedName[] = ['events', 'distribution']

const BEFORE_ALL = -1
/** Rows that one look or one transaction takes. */
const ROWS_MAX = 5_000

/** @returns true when there may be more at once */
export type Round = () => Promise<boolean>

/**
 * Returns a function that numbers some of what is committed. Each call goes on after the client at which the one before
 * ended: a client with many rows waits until the others have had their turn.
 * @param onNumbered called when rows have got their numbers: readers of the feeds can go on
 */
export function createSequencer(pool: BoundPool, onNumbered: () => void = () => {}): Round {
  const after = new Map<FeedName, number>()
  return async () => {
    let more = false
    for (const feed of FEEDS) {
      const from = after.get(feed) ?? BEFORE_ALL
      const end = await numberSome(pool, feed, from, onNumbered)
      after.set(feed, end)
      more ||= end !== BEFORE_ALL || from !== BEFORE_ALL
    }
    return more
  }
}

/** @returns the client after which the next round begins; before all where this round has come to the last one */
async function numberSome(pool: BoundPool, feed: FeedName, after: number, onNumbered: () => void): Promise<number> {
  const unnumbered = await countUnnumbered(pool, feed, after, ROWS_MAX)
  const last = unnumbered.at(-1)
  if (last === undefined) return BEFORE_ALL
  for (const clientIds of byPartition(unnumbered.map(({ clientId }) => clientId))) {
    const numbered = await withTransaction(pool, async (tx) => {
      const counters = await lockOrMake(tx, feed, clientIds)
      return counters.length === 0 ? [] : number(tx, feed, counters)
    })
    if (numbered.length > 0) onNumbered()
    if (total(numbered) === ROWS_MAX) return Math.max(...numbered.map(({ clientId }) => clientId))
  }
  return total(unnumbered) === ROWS_MAX ? last.clientId : BEFORE_ALL
}

/** Locks the counters of clients that no other process holds. */
async function lockOrMake(tx: Tx, feed: FeedName, clientIds: ClientId[]): Promise<Counter[]> {
  const counters = await lockCounters(tx, feed, clientIds)
  if (counters.length === clientIds.length) return counters
  const locked = new Set(counters.map(({ clientId }) => clientId))
  const others = clientIds.filter((clientId) => !locked.has(clientId))
  await makeCounters(tx, feed, others)
  return [...counters, ...(await lockCounters(tx, feed, others))]
}

async function number(tx: Tx, feed: FeedName, counters: Counter[]): Promise<{ clientId: ClientId; count: number }[]> {
  const before = new Map(counters.map(({ clientId, last }) => [clientId, last]))
  const numbered = await numberRows(tx, feed, await placesOf(tx, feed, counters), ROWS_MAX)
  for (const { clientId, last, count } of numbered)
    if (last !== (before.get(clientId) ?? 0) + count)
      throw new Error(`feed ${feed} of client ${clientId}: ${count} rows would end at ${last}, which leaves a gap`)
  return numbered
}

/** The places of clients in their feeds and in those of their partners, whose counters it locks too. */
async function placesOf(tx: Tx, feed: FeedName, counters: Counter[]): Promise<Place[]> {
  const clientIds = counters.map(({ clientId }) => clientId)
  const partners = new Map((await lockPartnerCounters(tx, feed, clientIds)).map((one) => [one.clientId, one]))
  return counters.map((counter) => {
    const partner = partners.get(counter.clientId)
    return { ...counter, partnerId: partner?.partnerId ?? null, partnerLast: partner?.last ?? null }
  })
}

function total(rows: { count: number }[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0)
}
