/** SQL of the deliveries of an endpoint, for people and programs that look at them. */
import type { Queryable, Tx } from '../platform/database.ts'
import type { WebhookDeliveryId } from './endpoint.ts'
import type { WebhookEndpoint } from './queries.ts'
import type { WebhookDeliveryState } from './states.ts'

export interface WebhookDelivery {
  deliveryId: WebhookDeliveryId
  eventNumbers: number[]
  sequence: number
  messageId: string
  type: string | null
  state: WebhookDeliveryState
  attempts: number
  nextAttemptAt: Date | null
  tries: unknown
  createdAt: Date
  endedAt: Date | null
}

/** The driver gives numbers of an array as text. */
type DeliveryRow = Omit<WebhookDelivery, 'eventNumbers'> & { eventNumbers: string[] }

const COLUMNS = `delivery_id as "deliveryId", event_numbers as "eventNumbers", sequence, message_id as "messageId", type, state,
  attempts, next_attempt_at as "nextAttemptAt", tries, created_at as "createdAt", ended_at as "endedAt"`

export interface DeliveryFilter {
  state: WebhookDeliveryState | null
  /** Beginning of the type of the event. */
  type: string | null
  createdSince: Date | null
  createdBefore: Date | null
  /** Number of an event that it must have. */
  eventNumber: number | null
}

/** Numbers of a feed that one request can span: it is read in pages of that size. */
const SPAN = 200

const MATCHES = `d.client_id = $1 and d.webhook_id = $2 and ($3::text is null or d.state = $3)
  and ($4::text is null or starts_with(d.type, $4)) and ($5::timestamptz is null or d.created_at >= $5)
  and ($6::timestamptz is null or d.created_at < $6)
  and ($7::bigint is null or (d.through >= $7 and d.through < $7 + ${SPAN} and $7 = any(d.event_numbers)))`

function valuesOf({ clientId, webhookId }: WebhookEndpoint, filter: DeliveryFilter): unknown[] {
  const { state, type, createdSince, createdBefore, eventNumber } = filter
  return [clientId, webhookId, state, type, createdSince, createdBefore, eventNumber]
}

/** Deliveries of an endpoint, the newest first. */
export async function pageOfDeliveries(
  db: Queryable,
  endpoint: WebhookEndpoint,
  filter: DeliveryFilter,
  { before, limit }: { before: string | null; limit: number },
): Promise<WebhookDelivery[]> {
  const { rows } = await db.query<DeliveryRow>({
    text: `select ${COLUMNS} from webhook_delivery d where ${MATCHES} and ($8::uuid is null or d.delivery_id < $8)
           order by d.delivery_id desc limit $9`,
    values: [...valuesOf(endpoint, filter), before, limit],
  })
  return rows.map(deliveryOf)
}

export async function deliveryById(
  db: Queryable,
  { clientId, webhookId }: WebhookEndpoint,
  deliveryId: WebhookDeliveryId,
): Promise<WebhookDelivery | undefined> {
  const { rows } = await db.query<DeliveryRow>({
    text: `select ${COLUMNS} from webhook_delivery where client_id = $1 and webhook_id = $2 and delivery_id = $3`,
    values: [clientId, webhookId, deliveryId],
  })
  return rows[0] && deliveryOf(rows[0])
}

/** Counts deliveries that match and have ended, up to a limit: those that `sendAllAgain` sends. */
export async function countEnded(
  db: Queryable,
  endpoint: WebhookEndpoint,
  filter: DeliveryFilter,
  limit: number,
): Promise<number> {
  const { rows } = await db.query<{ count: number }>({
    text: `select count(*) as count from (select from webhook_delivery d
             where ${MATCHES} and d.state in ('DELIVERED', 'FAILED', 'SKIPPED') limit $8) m`,
    values: [...valuesOf(endpoint, filter), limit],
  })
  return rows[0]?.count ?? 0
}

/** Makes a delivery that has ended due again. @returns it, or undefined where there is none, or it has not ended */
export async function sendAgain(
  tx: Tx,
  { clientId, webhookId }: WebhookEndpoint,
  deliveryId: WebhookDeliveryId,
  at: Date,
): Promise<WebhookDelivery | undefined> {
  const { rows } = await tx.query<DeliveryRow>({
    text: `update webhook_delivery set state = 'PENDING', attempts = 0, next_attempt_at = $4, ended_at = null
           where client_id = $1 and webhook_id = $2 and delivery_id = $3 and state in ('DELIVERED', 'FAILED', 'SKIPPED')
           returning ${COLUMNS}`,
    values: [clientId, webhookId, deliveryId, at],
  })
  return rows[0] && deliveryOf(rows[0])
}

/** Makes all deliveries that match and have ended due again, the oldest first, at most `limit`. @returns how many */
export async function sendAllAgain(
  tx: Tx,
  endpoint: WebhookEndpoint,
  filter: DeliveryFilter,
  { at, limit }: { at: Date; limit: number },
): Promise<number> {
  const { rowCount } = await tx.query({
    text: `update webhook_delivery u set state = 'PENDING', attempts = 0, next_attempt_at = $8, ended_at = null
           from (select d.client_id, d.delivery_id from webhook_delivery d
                 where ${MATCHES} and d.state in ('DELIVERED', 'FAILED', 'SKIPPED')
                 order by d.delivery_id limit $9) m
           where u.client_id = m.client_id and u.delivery_id = m.delivery_id`,
    values: [...valuesOf(endpoint, filter), at, limit],
  })
  return rowCount ?? 0
}

/** Makes deliveries due again that have failed for good since a moment. */
export async function reviveFailed(
  tx: Tx,
  { clientId, webhookId }: WebhookEndpoint,
  since: Date,
  at: Date,
): Promise<void> {
  await tx.query({
    text: `update webhook_delivery set state = 'PENDING', attempts = 0, next_attempt_at = $4, ended_at = null
           where client_id = $1 and webhook_id = $2 and state = 'FAILED' and ended_at >= $3`,
    values: [clientId, webhookId, since, at],
  })
}

/** Makes all that waits due now: its schedule begins again. */
export async function makeDue(tx: Tx, { clientId, webhookId }: WebhookEndpoint, at: Date): Promise<void> {
  await tx.query({
    text: `update webhook_delivery set attempts = 0, next_attempt_at = $3
           where client_id = $1 and webhook_id = $2 and state = 'PENDING'`,
    values: [clientId, webhookId, at],
  })
}

/** Passes over all that waits. */
export async function skipPending(tx: Tx, { clientId, webhookId }: WebhookEndpoint, at: Date): Promise<void> {
  await tx.query({
    text: `update webhook_delivery set state = 'SKIPPED', next_attempt_at = null, ended_at = $3
           where client_id = $1 and webhook_id = $2 and state = 'PENDING'`,
    values: [clientId, webhookId, at],
  })
}

/** True while an endpoint has a request that waits or is under way. */
export async function hasOpen(db: Queryable, { clientId, webhookId }: WebhookEndpoint): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>({
    text: `select exists (select from webhook_delivery where client_id = $1 and webhook_id = $2 and state = 'PENDING')
             or exists (select from webhook_delivery where client_id = $1 and webhook_id = $2 and state = 'SENDING') as found`,
    values: [clientId, webhookId],
  })
  return rows[0]?.found === true
}

/** The endpoint is due now. */
export async function wakeEndpoint(tx: Tx, { clientId, webhookId }: WebhookEndpoint, at: Date): Promise<void> {
  await tx.query({
    text: `update webhook_endpoint set next_at = least(next_at, $3) where client_id = $1 and webhook_id = $2`,
    values: [clientId, webhookId, at],
  })
}

/** Counts stop there. */
export const COUNTED_MAX = 1_000

export interface EndpointCounts {
  /** Deliveries that wait or are under way. */
  pending: number
  failed: number
}

export async function countsOf(db: Queryable, { clientId, webhookId }: WebhookEndpoint): Promise<EndpointCounts> {
  const { rows } = await db.query<EndpointCounts>({
    text: `select (select count(*) from (select from webhook_delivery where client_id = $1 and webhook_id = $2
                     and state in ('PENDING', 'SENDING') limit $3) p) as pending,
                  (select count(*) from (select from webhook_delivery where client_id = $1 and webhook_id = $2
                     and state = 'FAILED' limit $3) f) as failed`,
    values: [clientId, webhookId, COUNTED_MAX],
  })
  return rows[0] ?? { pending: 0, failed: 0 }
}

function deliveryOf(row: DeliveryRow): WebhookDelivery {
  return { ...row, eventNumbers: row.eventNumbers.map(Number) }
}
