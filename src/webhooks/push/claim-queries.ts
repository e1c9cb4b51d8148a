/** SQL that claims requests: a delivery is SENDING, with an attempt counted, before its request leaves. */
import type { ClientId } from '@saatava/core/ids.ts'
import { bulk } from '../../platform/bulk.ts'
import type { BoundPool, Queryable, Tx } from '../../platform/database.ts'
import { clientsWithDue } from '../../platform/partition.ts'
import type { WebhookId, WebhookMode, WebhookSignatures } from '../endpoint.ts'
import { AT_ONCE_MAX, BREAKS_AT, type Health } from './endpoint-health.ts'

/** Endpoints that answer well, those of which nobody knows yet, and those that fail: none takes the places of another. */
export const LANES = ['sound', 'doubtful', 'broken'] as const
export type Lane = (typeof LANES)[number]

const SOUND = 'e.failures = 0 and e.last_success_at is not null'
const BROKEN = `e.failures >= ${BREAKS_AT}`

const DUE: Record<Lane, string> = {
  sound: `from webhook_endpoint e where e.state = 'ACTIVE' and e.next_at <= $1 and ${SOUND}`,
  doubtful: `from webhook_endpoint e where e.state = 'ACTIVE' and e.next_at <= $1 and not (${SOUND}) and not (${BROKEN})`,
  broken: `from webhook_endpoint e where e.state = 'ACTIVE' and e.next_at <= $1 and ${BROKEN}`,
}

/** Looks without a lock which clients have endpoints that are due. */
export function clientsToSend(db: Queryable, lane: Lane, now: Date, limit: number): Promise<ClientId[]> {
  const text = `select e.client_id ${DUE[lane]} order by e.next_at limit $2`
  return clientsWithDue(db, `webhooks-due-${lane}`, text, [now, limit])
}

export interface Target extends Pick<Health, 'failures' | 'lastSuccessAt'> {
  clientId: ClientId
  webhookId: WebhookId
  partnerId: number | null
  url: string
  mode: WebhookMode
  signatures: WebhookSignatures
  keys: Buffer
  previousKeys: Buffer | null
  previousUntil: Date | null
  /** Requests that are due, as far as they may be under way at once. */
  due: number
  underWay: number
}

/** Locks endpoints that are due, the longest due first, but for those that another process holds. */
export async function lockDue(tx: Tx, lane: Lane, now: Date, clientIds: ClientId[], limit: number): Promise<Target[]> {
  const { rows } = await tx.query<Target>({
    name: `webhooks-lock-due-${lane}`,
    text: `select e.client_id as "clientId", e.webhook_id as "webhookId", e.partner_id as "partnerId", e.url, e.mode, e.signatures,
                  e.keys, e.previous_keys as "previousKeys", e.previous_until as "previousUntil", e.failures,
                  e.last_success_at as "lastSuccessAt",
                  (select count(*) from (select from webhook_delivery p where p.client_id = e.client_id and p.webhook_id = e.webhook_id
                     and p.state = 'PENDING' and p.next_attempt_at <= $1 limit ${AT_ONCE_MAX}) q) as due,
                  (select count(*) from webhook_delivery s
                   where s.client_id = e.client_id and s.webhook_id = e.webhook_id and s.state = 'SENDING') as "underWay"
           ${DUE[lane]} and e.client_id = any($2::bigint[])
           order by e.next_at limit $3 for no key update skip locked`,
    values: [now, clientIds, limit],
  })
  return rows
}

export interface Claimed {
  clientId: ClientId
  webhookId: WebhookId
  deliveryId: string
  eventNumbers: number[]
  sequence: number
  messageId: string
  through: number
  attempts: number
  tries: unknown[]
}

const ROOMS = bulk({ client_id: 'bigint', webhook_id: 'uuid', at_once: 'integer' })

export interface Lease {
  owner: string
  seconds: number
}

/** Claims the longest due deliveries of locked endpoints, no more of each than may be under way. */
export async function claimDeliveries(
  tx: Tx,
  rooms: { clientId: ClientId; webhookId: WebhookId; atOnce: number }[],
  lease: Lease,
  now: Date,
): Promise<Claimed[]> {
  const { rows } = await tx.query<Omit<Claimed, 'eventNumbers'> & { eventNumbers: string[] }>({
    name: 'webhooks-claim',
    text: `
      with picked as (
        select d.client_id, d.delivery_id
        from webhook_endpoint e join ${ROOMS.from(4)} on n.client_id = e.client_id and n.webhook_id = e.webhook_id
        cross join lateral (
          select p.client_id, p.delivery_id from webhook_delivery p
          where p.client_id = e.client_id and p.webhook_id = e.webhook_id and p.state = 'PENDING' and p.next_attempt_at <= $1
          order by p.next_attempt_at, p.delivery_id
          limit greatest(0, n.at_once - (select count(*) from webhook_delivery s
            where s.client_id = e.client_id and s.webhook_id = e.webhook_id and s.state = 'SENDING'))) d
      )
      update webhook_delivery d set state = 'SENDING', attempts = d.attempts + 1, next_attempt_at = null, lease_owner = $2,
        lease_until = statement_timestamp() + make_interval(secs => $3)
      from picked p where d.client_id = p.client_id and d.delivery_id = p.delivery_id
      returning d.client_id as "clientId", d.webhook_id as "webhookId", d.delivery_id as "deliveryId",
        d.event_numbers as "eventNumbers", d.sequence, d.message_id as "messageId", d.through, d.attempts, d.tries`,
    values: [now, lease.owner, lease.seconds, ...ROOMS.values(rooms)],
  })
  return rows.map((row) => ({ ...row, eventNumbers: row.eventNumbers.map(Number) }))
}

const LOOKED_AT = bulk({ client_id: 'bigint', webhook_id: 'uuid', not_before: 'timestamptz' })

export interface LookedAt {
  clientId: ClientId
  webhookId: WebhookId
  notBefore: Date
}

/** Writes down when endpoints are due next: nobody needs to look at them before `notBefore`, but an outcome may say sooner. */
export async function setNextAt(tx: Tx, endpoints: readonly LookedAt[]): Promise<void> {
  await tx.query({
    name: 'webhooks-next',
    text: `update webhook_endpoint e set next_at = (
             select greatest(e.held_until, n.not_before, p.next_attempt_at) from webhook_delivery p
             where p.client_id = e.client_id and p.webhook_id = e.webhook_id and p.state = 'PENDING'
             order by p.next_attempt_at limit 1)
           from ${LOOKED_AT.from(1)} where e.client_id = n.client_id and e.webhook_id = n.webhook_id`,
    values: LOOKED_AT.values(endpoints),
  })
}

const HELD = bulk({ client_id: 'bigint', delivery_id: 'uuid' })

/** Keeps the lease of requests that are under way. */
export async function renewLeases(
  db: Queryable,
  held: { clientId: ClientId; deliveryId: string }[],
  lease: Lease,
): Promise<void> {
  await db.query({
    text: `update webhook_delivery d set lease_until = statement_timestamp() + make_interval(secs => $2)
           from ${HELD.from(3)}
           where d.client_id = n.client_id and d.delivery_id = n.delivery_id and d.state = 'SENDING' and d.lease_owner = $1`,
    values: [lease.owner, lease.seconds, ...HELD.values(held)],
  })
}

/**
 * Puts requests back whose process died: they are sent again at once. Nobody knows whether they had arrived, so a receiver
 * may get them twice, under one webhook-id.
 */
export async function takeBackLost(pool: BoundPool, now: Date): Promise<number> {
  const { rows } = await pool.query<{ count: number }>({
    name: 'webhooks-lost',
    text: `
      with stale as (
        select distinct client_id, webhook_id from webhook_delivery
        where state = 'SENDING' and lease_until < statement_timestamp()
      ), locked as (
        select e.client_id, e.webhook_id from webhook_endpoint e join stale s
          on s.client_id = e.client_id and s.webhook_id = e.webhook_id
        for no key update of e skip locked
      ), lost as (
        update webhook_delivery d set state = 'PENDING', next_attempt_at = $1, lease_owner = null, lease_until = null
        from locked l where d.client_id = l.client_id and d.webhook_id = l.webhook_id
          and d.state = 'SENDING' and d.lease_until < statement_timestamp()
        returning d.client_id
      ), woken as (
        update webhook_endpoint e set next_at = least(e.next_at, $1) from locked l
        where e.client_id = l.client_id and e.webhook_id = l.webhook_id
      )
      select count(*) from lost`,
    values: [now],
  })
  return rows[0]?.count ?? 0
}
