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
  type LookedAt,
  type Target,
  claimDeliveries,
  clientsToSend,
  lockDue,
  setNextAt,
} from './claim-queries.ts'
import { type EventOfDelivery, eventsOf } from './event-queries.ts'
import type { Hosts } from './hosts.ts'
import { type Share, shareOut } from './share-out.ts'

export interface Outgoing {
  delivery: Claimed
  target: Target
  message: Message
  keys: EndpointKeys[]
}

export interface Claim {
  outgoing: Outgoing[]
  /** Milliseconds after which an endpoint whose host is busy has its turn; undefined where none waits. */
  turnMs: number | undefined
}

type Place = Share<Target>

/** @param free requests that this lane may begin now */
export async function claim(
  platform: Platform,
  { lane, lease, free, hosts }: { lane: Lane; lease: Lease; free: number; hosts: Hosts },
): Promise<Claim> {
  const now = platform.clock.now()
  const clientIds = await clientsToSend(platform.pool, lane, now, free)
  if (clientIds.length === 0) return { outgoing: [], turnMs: undefined }
  const places: Place[] = []
  let claimed: Claimed[] = []
  try {
    claimed = await withTransaction(platform.pool, async (tx) => {
      const locked = await lockDue(tx, lane, now, clientIds, free)
      places.push(...shareOut(locked, free, hosts))
      const rooms = places.filter((place) => place.places > 0).map(roomOf)
      const rows = rooms.length === 0 ? [] : await claimDeliveries(tx, rooms, lease, now)
      const looked = places.flatMap((place) => lookedAt(place, now))
      if (looked.length > 0) await setNextAt(tx, looked)
      return rows
    })
  } finally {
    giveBackUnused(places, claimed, hosts)
  }
  try {
    return { outgoing: await withMessages(platform, places, claimed), turnMs: firstTurn(places) }
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

function lookedAt({ target, restMs }: Place, now: Date): LookedAt[] {
  return restMs === null ? [] : [{ ...keyOf(target), notBefore: new Date(now.getTime() + restMs) }]
}

function firstTurn(places: readonly Place[]): number | undefined {
  const turns = places.flatMap(({ waits, restMs }) => (waits && restMs !== null ? [restMs] : []))
  return turns.length === 0 ? undefined : Math.min(...turns)
}

function roomOf({ target, places }: Place) {
  return { ...keyOf(target), atOnce: target.underWay + places }
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
