/**
 * The chainer. The audit entries of a statement are a link without a place in the chain of their client. When the link is
 * committed it gets the next number, and a hash over its entries and the hash before it. The chainer holds the end of a
 * client's chain meanwhile, and nobody else waits for that row: the same way as the numbers of the feeds (decision 0028).
 */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Platform } from '../platform/context.ts'
import { type Tx, withTransaction } from '../platform/database.ts'
import { byPartition } from '../platform/partition.ts'
import { BEGINNING, hashOfLink, sealOfEnd } from './chain-hash.ts'
import {
  type End,
  type NewLink,
  clientsThatWait,
  entriesThatWait,
  lockEnds,
  makeEnds,
  storeEnds,
  storeLinks,
} from './chain-queries.ts'

const BEFORE_ALL = -1
/** Links that one look or one transaction takes. */
const LINKS_MAX = 2_000

/**
 * Returns a function that chains some of what is committed. Each call goes on after the client at which the one before
 * ended: a client with many links waits until the others have had their turn.
 */
export function createChainer(platform: Platform): () => Promise<boolean> {
  let after = BEFORE_ALL
  return async () => {
    const from = after
    const clientIds = await clientsThatWait(platform.pool, from, LINKS_MAX)
    after = BEFORE_ALL
    for (const ids of byPartition(clientIds)) {
      const links = await withTransaction(platform.pool, (tx) => chain(platform, tx, ids))
      if (links.length === LINKS_MAX) after = Math.max(...links.map(({ clientId }) => clientId))
    }
    return after !== BEFORE_ALL || from !== BEFORE_ALL
  }
}

async function chain(platform: Platform, tx: Tx, clientIds: ClientId[]): Promise<NewLink[]> {
  const ends = new Map((await lockOrMake(platform, tx, clientIds)).map((end) => [end.clientId, end]))
  const waiting = Map.groupBy(await entriesThatWait(tx, [...ends.keys()], LINKS_MAX), ({ seq }) => seq)
  if (waiting.size === 0) return []
  const links: NewLink[] = []
  for (const [seq, entries] of waiting) {
    const clientId = entries[0]?.clientId
    if (clientId === undefined) continue
    const before = ends.get(clientId) ?? { clientId, ...BEGINNING }
    const link = { clientId, number: before.number + 1, hash: await hashOfLink(platform, tx, before, entries) }
    links.push({ ...link, seq })
    ends.set(clientId, link)
  }
  await storeLinks(tx, links)
  const moved = new Set(links.map(({ clientId }) => clientId))
  await storeEnds(
    tx,
    await Promise.all(
      [...ends.values()].filter(({ clientId }) => moved.has(clientId)).map((end) => sealed(platform, tx, end)),
    ),
  )
  return links
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
