/** SQL of deliveries that need a person, by their cause. */
import type { ClientId, DeliveryId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'
import type { DeliveryState } from './states.ts'

/** The latest rows that groups are counted over. */
const COUNTED_MAX = 10_000

/**
 * Needs a person: its outcome is unknown, or it failed, its document has an open task, and no later delivery took its place.
 * The invoice or the letter closes its task when it reaches the receiver by another way, or when a person gives it up.
 */
const AMISS = `d.state in ('unknown', 'failed') and (d.state = 'unknown' or (
  exists (select from task t where t.client_id = d.client_id and t.closed_at is null
    and t.kind in ('DELIVERY_FAILED', 'INVOICE_ERROR')
    and t.subject = case when d.letter_id is null then 'invoice:' || d.invoice_id else 'letter:' || d.letter_id end)
  and not exists (select from delivery n where n.client_id = d.client_id and n.invoice_id = d.invoice_id
    and n.letter_id is not distinct from d.letter_id and n.channel = d.channel and n.created_at > d.created_at)))`

/** Why deliveries need a person: channel, state and code together. */
export interface Cause {
  channel: string
  state: Extract<DeliveryState, 'unknown' | 'failed'>
  /** Empty: the other side gave no code. */
  code: string
}

export interface CauseRow extends Cause {
  deliveries: number
  clients: number
  oldestAt: Date
  newestAt: Date
  /** The latest words of the other side. */
  reason: string | null
}

/** The largest group first, over the latest deliveries. */
export async function selectCauses(
  db: Queryable,
  { clientId, channel }: { clientId: ClientId | null; channel: string | null },
): Promise<CauseRow[]> {
  const { rows } = await db.query<CauseRow>({
    text: `select channel, state, code, count(*) as deliveries, count(distinct client_id) as clients,
             min(updated_at) as "oldestAt", max(updated_at) as "newestAt",
             (array_agg(failure_reason order by updated_at desc))[1] as reason
           from (select d.client_id, d.channel, d.state, coalesce(d.failure_code, '') as code, d.failure_reason, d.updated_at
                 from delivery d
                 where ($1::bigint is null or d.client_id = $1) and ($2::text is null or d.channel = $2) and ${AMISS}
                 order by d.updated_at desc limit ${COUNTED_MAX}) latest
           group by channel, state, code order by (state = 'unknown') desc, deliveries desc, channel, code`,
    values: [clientId, channel],
  })
  return rows
}

export interface AmissRow extends Cause {
  clientId: ClientId
  deliveryId: DeliveryId
  invoiceNumber: number
  /** A letter about the invoice; null: the invoice itself. */
  letterKind: string | null
  reason: string | null
  attempts: number
  updatedAt: Date
}

export interface AmissFilter extends Cause {
  clientId: ClientId | null
  /** The place of the last row of the page before. */
  after: { updatedAt: Date; deliveryId: DeliveryId } | null
  limit: number
}

/** The deliveries of one cause, the latest change first. */
export async function selectAmiss(db: Queryable, filter: AmissFilter): Promise<AmissRow[]> {
  const { clientId, channel, state, code, after, limit } = filter
  const { rows } = await db.query<AmissRow>({
    text: `select d.client_id as "clientId", d.delivery_id as "deliveryId", i.number as "invoiceNumber", l.kind as "letterKind",
             d.channel, d.state, coalesce(d.failure_code, '') as code, d.failure_reason as reason, d.attempts,
             d.updated_at as "updatedAt"
           from delivery d join invoice i on i.client_id = d.client_id and i.invoice_id = d.invoice_id
           left join letter l on l.client_id = d.client_id and l.letter_id = d.letter_id
           where ($1::bigint is null or d.client_id = $1) and d.channel = $2 and d.state = $3
             and coalesce(d.failure_code, '') = $4 and ${AMISS}
             and ($5::timestamptz is null or (d.updated_at, d.delivery_id) < ($5, $6::uuid))
           order by d.updated_at desc, d.delivery_id desc limit $7`,
    values: [clientId, channel, state, code, after?.updatedAt ?? null, after?.deliveryId ?? null, limit],
  })
  return rows
}
