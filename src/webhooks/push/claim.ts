/**
 * Claims requests of endpoints that are due, the longest due first, a few of each. "It is about to be sent" is committed
 * before anything leaves.
 */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Platform } from '../../platform/context.ts'
import { withTransaction } from '../../platform/database.ts'
import { keysInForce } from '../signing/keys-in-force.ts'
import type { EndpointKeys } from '../signing/keys.ts'
import type { Message } from '../signing/sign.ts'
import type { WebhookId } from '../endpoint.ts'
import { bodyOf } from '../message.ts'
import {
  type Claimed,
  type Lane,
  type Lease,
  type Target,
  claimDeliveries,
  clientsToSend,
  lockDue,
  setNextAt,
} from './claim-queries.ts'
import { atOnce } from './endpoint-health.ts'
import { type EventOfDelivery, eventsOf } from './event-queries.ts'
import type { Hosts } from './hosts.ts'

/** Unless an outcome says sooner, nobody looks at an endpoint again while its requests are under way. */
const UNDER_WAY_MS = 1_000
/** An endpoint whose host has no free place is looked at again after this. */
const HOST_BUSY_MS = 500

export interface Outgoing {
  delivery: Claimed
  target: Target
  message: Message
  keys: EndpointKeys[]
}

interface Place {
  target: Target
  places: number
}

/** @param free requests that this lane may begin now */
export async function claim(
  platform: Platform,
  { lane, lease, free, hosts }: { lane: Lane; lease: Lease; free: number; hosts: Hosts },
): Promise<Outgoing[]> {
  const now = platform.clock.now()
  const clientIds = await clientsToSend(platform.pool, lane, now, free)
  if (clientIds.length === 0) return []
  const places: Place[] = []
  let claimed: Claimed[] = []
  try {
    claimed = await withTransaction(platform.pool, async (tx) => {
      const locked = await lockDue(tx, lane, now, clientIds, free)
      places.push(...shareOut(locked, free, hosts))
      const having = places.filter((place) => place.places > 0)
      const rooms = having.map((place) => ({ ...keyOf(place.target), atOnce: place.places }))
      const rows = rooms.length === 0 ? [] : await claimDeliveries(tx, rooms, lease, now)
      const without = places.filter((place) => place.places === 0).map(({ target }) => keyOf(target))
      if (rooms.length > 0) await setNextAt(tx, rooms, new Date(now.getTime() + UNDER_WAY_MS))
      if (without.length > 0) await setNextAt(tx, without, new Date(now.getTime() + HOST_BUSY_MS))
      return rows
    })
  } finally {
    giveBackUnused(places, claimed, hosts)
  }
  try {
    return await withMessages(platform, places, claimed)
  } catch (error) {
    // Their leases end, and they are sent then.
    giveBackUnused(
      places.map((place) => ({ ...place, places: countOf(claimed, place) })),
      [],
      hosts,
    )
    throw error
  }
}

function countOf(claimed: readonly Claimed[], { target }: Place): number {
  return claimed.filter(({ webhookId }) => webhookId === target.webhookId).length
}

/** Each endpoint gets the places that its health, its host and this process have for it. */
function shareOut(targets: readonly Target[], free: number, hosts: Hosts): Place[] {
  let left = free
  return targets.map((target) => {
    const places = hosts.take(target.url, Math.min(atOnce(target.mode, target), left))
    left -= places
    return { target, places }
  })
}

function giveBackUnused(places: readonly Place[], claimed: readonly Claimed[], hosts: Hosts): void {
  for (const place of places) hosts.giveBack(place.target.url, place.places - countOf(claimed, place))
}

async function withMessages(platform: Platform, places: Place[], claimed: Claimed[]): Promise<Outgoing[]> {
  const targets = new Map(places.map(({ target }) => [target.webhookId, target]))
  const all = claimed.flatMap((delivery) => {
    const target = targets.get(delivery.webhookId)
    return target === undefined ? [] : [{ delivery, target }]
  })
  const wanted = all.map(({ delivery, target: { partnerId } }) => ({
    ...delivery,
    partnerId,
    numbers: delivery.eventNumbers,
  }))
  const rows = [
    ...(await eventsOf(
      platform.pool,
      'client',
      wanted.filter(({ partnerId }) => partnerId === null),
    )),
    ...(await eventsOf(
      platform.pool,
      'partner',
      wanted.filter(({ partnerId }) => partnerId !== null),
    )),
  ]
  const events = Map.groupBy(rows, ({ deliveryId }) => deliveryId)
  return all.map(({ delivery, target }) => ({
    ...{ delivery, target, keys: keysInForce(platform, target) },
    message: messageOf(delivery, target, events.get(delivery.deliveryId) ?? []),
  }))
}

function messageOf({ sequence, messageId }: Claimed, target: Target, rows: EventOfDelivery[]): Message {
  return { id: messageId, body: bodyOf(target, target.mode, rows, sequence) }
}

function keyOf({ clientId, webhookId }: { clientId: ClientId; webhookId: WebhookId }) {
  return { clientId, webhookId }
}
