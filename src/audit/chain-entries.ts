/**
 * The chainer. An audit entry is written without a place in the chain of its client; when it is committed it gets the next
 * number, and a hash over its content and the hash before it. The chainer holds the end of a client's chain meanwhile, and
 * nobody else waits for that row: the same way as the numbers of the feeds (decision 0028).
 */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Platform } from '../platform/context.ts'
import { type Tx, withTransaction } from '../platform/database.ts'
import { byPartition } from '../platform/partition.ts'
import { BEGINNING, hashOfEntry, sealOfEnd } from './chain-hash.ts'
import {
  type End,
  type NewPlace,
  clientsThatWait,
  entriesThatWait,
  lockEnds,
  makeEnds,
  storeEnds,
  storePlaces,
} from './chain-queries.ts'

const BEFORE_ALL = -1
/** Entries that one look or one transaction takes. */
const ENTRIES_MAX = 2_000

/**
 * Returns a function that chains some of what is committed. Each call goes on after the client at which the one before
 * ended: a client with many entries waits until the others have had their turn.
 */
export function createChainer(platform: Platform): () => Promise<boolean> {
  let after = BEFORE_ALL
  return async () => {
    const from = after
    const clientIds = await clientsThatWait(platform.pool, from, ENTRIES_MAX)
    after = BEFORE_ALL
    for (const ids of byPartition(clientIds)) {
      const places = await withTransaction(platform.pool, (tx) => chain(platform, tx, ids))
      if (places.length === ENTRIES_MAX) after = Math.max(...places.map(({ clientId }) => clientId))
    }
    return after !== BEFORE_ALL || from !== BEFORE_ALL
  }
}

async function chain(platform: Platform, tx: Tx, clientIds: ClientId[]): Promise<NewPlace[]> {
  const ends = new Map((await lockOrMake(platform, tx, clientIds)).map((end) => [end.clientId, end]))
  const entries = await entriesThatWait(tx, [...ends.keys()], ENTRIES_MAX)
  if (entries.length === 0) return []
  const places: NewPlace[] = []
  for (const entry of entries) {
    const { clientId, auditId } = entry
    const before = ends.get(clientId) ?? { clientId, ...BEGINNING }
    const place = { clientId, number: before.number + 1, hash: await hashOfEntry(platform, tx, before, entry) }
    places.push({ ...place, auditId })
    ends.set(clientId, place)
  }
  await storePlaces(tx, places)
  const moved = new Set(places.map(({ clientId }) => clientId))
  await storeEnds(
    tx,
    await Promise.all(
      [...ends.values()].filter(({ clientId }) => moved.has(clientId)).map((end) => sealed(platform, tx, end)),
    ),
  )
  return places
}

/** Locks the ends of chains that no other process holds. */
async function lockOrMake(platform: Platform, tx: Tx, clientIds: ClientId[]): Promise<End[]> {
  const ends = await lockEnds(tx, clientIds)
  if (ends.length === clientIds.length) return ends
  const locked = new Set(ends.map(({ clientId }) => clientId))
  const others = clientIds.filter((clientId) => !locked.has(clientId))
  const made = others.map((clientId) => sealed(platform, tx, { clientId, ...BEGINNING }))
  await makeEnds(tx, await Promise.all(made))
  return [...ends, ...(await lockEnds(tx, others))]
}

async function sealed(platform: Platform, tx: Tx, end: End): Promise<End & { seal: Buffer }> {
  return { ...end, seal: await sealOfEnd(platform, tx, end.clientId, end) }
}
