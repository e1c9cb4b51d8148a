/** SQL that hands events of the feeds over to deliveries. A statement is about endpoints of clients or of partners. */
import type { ClientId } from '@saatava/core/ids.ts'
import { bulk } from '../../platform/bulk.ts'
import type { Queryable, Tx } from '../../platform/database.ts'
import { clientsWithDue } from '../../platform/partition.ts'
import type { WebhookId, WebhookMode } from '../endpoint.ts'
import type { NextEvent, Opened, Place } from './portion.ts'

/** Endpoints of clients read the feeds of their clients, and those of partners the feeds of all their clients. */
export type Side = 'client' | 'partner'

/** Endpoints of partners are rows of client 0, whose feed is that of the agency: they do not read it. */
export const COUNTER: Record<Side, string> = {
  client: `feed_counter c on c.client_id = e.client_id and c.feed = 'events' and e.partner_id is null`,
  partner: `partner_feed_counter c on c.partner_id = e.partner_id and c.feed = 'events'`,
}

/** Endpoints with events ahead of their cursor that do not rest at $1. */
const AHEAD: Record<Side, string> = { client: ahead('client'), partner: ahead('partner') }

function ahead(side: Side): string {
  return `
  from webhook_endpoint e join ${COUNTER[side]}
  where e.state = 'ACTIVE' and e.cursor < c.last_number and (e.held_until is null or e.held_until <= $1)`
}

/** Looks without a lock which clients have endpoints with events ahead of them, after a client. */
export function clientsBehind(
  db: Queryable,
  side: Side,
  { now, after, limit }: { now: Date; after: ClientId; limit: number },
): Promise<ClientId[]> {
  const due = `select e.client_id ${AHEAD[side]} and e.client_id > $2 order by e.client_id limit $3`
  return clientsWithDue(db, `webhooks-behind-${side}`, due, [now, after, limit])
}

export interface Behind extends Omit<Place, 'readTo' | 'room'> {
  clientId: ClientId
  webhookId: WebhookId
  partnerId: number | null
  mode: WebhookMode
  /** Patterns of the types that it wants; null: all. */
  patterns: string[] | null
  /** The number that its feed has come to. */
  last: number
  failures: number
}

/** Locks endpoints with events ahead of them, but for those that another process holds. */
export async function lockBehind(
  tx: Tx,
  side: Side,
  now: Date,
  clientIds: ClientId[],
  limit: number,
): Promise<Behind[]> {
  const { rows } = await tx.query<Behind>({
    name: `webhooks-lock-behind-${side}`,
    text: `select e.client_id as "clientId", e.webhook_id as "webhookId", e.partner_id as "partnerId", e.mode, e.cursor, e.sequence,
                  (select array_agg(t || '%') from unnest(e.types) t) as patterns, c.last_number as last,
                  e.failures
           ${AHEAD[side]} and e.client_id = any($2::bigint[])
           order by e.client_id, e.webhook_id limit $3 for no key update of e skip locked`,
    values: [now, clientIds, limit],
  })
  return rows
}

/** The requests of an endpoint that have not ended: those that are due or under way, and whether others wait. */
export interface Open {
  webhookId: WebhookId
  due: number
  waits: boolean
}

const ENDPOINTS = bulk({ client_id: 'bigint', webhook_id: 'uuid' })

/**
 * Counts the open requests of endpoints, up to `limit`. It is asked under their locks, in a later statement: this one sees
 * what another process has handed over meanwhile, and a lock alone does not.
 */
export async function openRequests(tx: Tx, locked: readonly Behind[], now: Date, limit: number): Promise<Open[]> {
  const { rows } = await tx.query<Open>({
    name: 'webhooks-open',
    text: `select e.webhook_id as "webhookId", o.due, o.waits
           from webhook_endpoint e join ${ENDPOINTS.from(3)} on n.client_id = e.client_id and n.webhook_id = e.webhook_id
           cross join lateral (select
             (select count(*) from webhook_delivery s
              where s.client_id = e.client_id and s.webhook_id = e.webhook_id and s.state = 'SENDING')
             + (select count(*) from (
                 select from webhook_delivery p where p.client_id = e.client_id and p.webhook_id = e.webhook_id
                   and p.state = 'PENDING' and p.next_attempt_at <= $1 limit $2) q) as due,
             exists (select from webhook_delivery w
               where w.client_id = e.client_id and w.webhook_id = e.webhook_id and w.state = 'PENDING') as waits) o`,
    values: [now, limit, ...ENDPOINTS.values(locked)],
  })
  return rows
}

const PLACES = bulk({
  client_id: 'bigint',
  webhook_id: 'uuid',
  partner_id: 'integer null',
  cursor: 'bigint',
  read_to: 'bigint',
  patterns: 'text[] null',
})

const EVENTS_OF: Record<Side, { number: string; owner: string }> = {
  client: { number: 'e.feed_number', owner: 'e.client_id = n.client_id' },
  partner: { number: 'e.partner_number', owner: 'e.partner_id = n.partner_id' },
}

/** The envelope around the data of an event: ids, times, names and a cursor. */
const ENVELOPE_BYTES = 512

export type EventAhead = NextEvent & { webhookId: WebhookId }

/** Events ahead of endpoints, in the order of their feed. The numbers of a feed have no holes, so a range is a page. */
export async function eventsAhead(tx: Tx, side: Side, places: (Behind & { readTo: number })[]): Promise<EventAhead[]> {
  const { number, owner } = EVENTS_OF[side]
  const { rows } = await tx.query<EventAhead>({
    name: `webhooks-events-ahead-${side}`,
    text: `select n.webhook_id as "webhookId", ${number} as number, e.event_id as "eventId", e.type,
                  octet_length(e.data::text) + octet_length(e.subject) + ${ENVELOPE_BYTES} as bytes
           from event e join ${PLACES.from(1)} on ${owner} and ${number} > n.cursor and ${number} <= n.read_to
           where n.patterns is null or e.type like any (n.patterns)
           order by n.webhook_id, ${number}`,
    values: PLACES.values(places),
  })
  return rows
}

const DELIVERIES = bulk({
  client_id: 'bigint',
  delivery_id: 'uuid',
  webhook_id: 'uuid',
  event_numbers: 'bigint[]',
  sequence: 'bigint',
  message_id: 'uuid',
  type: 'text null',
  through: 'bigint',
  state: 'text',
  next_attempt_at: 'timestamptz null',
  tries: 'json',
  ended_at: 'timestamptz null',
})

export type NewDelivery = Opened & { clientId: ClientId; webhookId: WebhookId; tries: object[] }

export async function insertDeliveries(tx: Tx, deliveries: readonly NewDelivery[], now: Date): Promise<void> {
  if (deliveries.length === 0) return
  const rows = deliveries.map((delivery) => {
    const isOpen = delivery.state === 'PENDING'
    return { ...delivery, nextAttemptAt: isOpen ? now : null, endedAt: isOpen ? null : now }
  })
  await tx.query({
    name: 'webhook-deliveries',
    text: `insert into webhook_delivery (${DELIVERIES.names}, created_at)
           select ${DELIVERIES.names}, $1 from ${DELIVERIES.from(2)}`,
    values: [now, ...DELIVERIES.values(rows)],
  })
}

const MOVED = bulk({ client_id: 'bigint', webhook_id: 'uuid', cursor: 'bigint', sequence: 'bigint', opens: 'boolean' })

export interface Moved {
  clientId: ClientId
  webhookId: WebhookId
  cursor: number
  sequence: number
  /** Something is to be sent now. */
  opens: boolean
}

/** Moves endpoints on in their feed, in the transaction that writes the deliveries. */
export async function moveCursors(tx: Tx, moved: readonly Moved[], now: Date): Promise<void> {
  await tx.query({
    name: 'webhooks-moved',
    text: `update webhook_endpoint e set cursor = n.cursor, sequence = n.sequence,
             next_at = case when n.opens then least(e.next_at, $1) else e.next_at end
           from ${MOVED.from(2)} where e.client_id = n.client_id and e.webhook_id = n.webhook_id`,
    values: [now, ...MOVED.values(moved)],
  })
}
