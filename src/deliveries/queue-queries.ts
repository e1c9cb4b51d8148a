/**
 * SQL of the delivery queue: leases and intents. Leases run by the database's clock, not by the product's: they outlast
 * what a sandbox does with its days, and workers whose clocks differ do not take each other's work.
 */
import type { ClientId, DeliveryId, InvoiceId, LetterId } from '@saatava/core/ids.ts'
import type { ChannelName } from '@saatava/einvoice/model/channels.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable } from '../platform/database.ts'
import { clientsWithDue } from '../platform/partition.ts'
import type { DeliveryState } from './states.ts'

export interface Leased {
  clientId: ClientId
  deliveryId: DeliveryId
  invoiceId: InvoiceId
  /** Null: it is the invoice itself; else a letter about it. */
  letterId: LetterId | null
  channel: ChannelName
  state: DeliveryState
  attempts: number
  batchId: string | null
  createdAt: Date
}

export interface Lease {
  owner: string
  /** How long it stands unless it is renewed, ms. */
  ms: number
}

type Key = Pick<Leased, 'clientId' | 'deliveryId'>

const COLUMNS = `d.client_id as "clientId", d.delivery_id as "deliveryId", d.invoice_id as "invoiceId", d.letter_id as "letterId",
  d.channel, d.state,
  d.attempts, d.batch_id as "batchId", d.created_at as "createdAt"`
const FREE = '(lease_until is null or lease_until < statement_timestamp())'
const LEASED = `lease_owner = $1, lease_until = statement_timestamp() + make_interval(secs => $2::float8 / 1000)`

/**
 * Takes deliveries of a channel that are due. While the lease stands nobody else takes them; what its owner has not put
 * down by its end, because it died, is taken again: `pending` as before, `sending` as something that may have left. A
 * lease touches no indexed column. Leased rows stay at the head of the index and are passed over: a few hundred rows.
 * @param first which end of the line: the oldest, or the latest
 */
export async function leaseDue(
  db: Queryable,
  channel: ChannelName,
  { owner, ms }: Lease,
  at: Date,
  limit: number,
  first: 'oldest' | 'latest',
): Promise<Leased[]> {
  const order = first === 'latest' ? 'next_attempt_at desc' : 'next_attempt_at'
  const due = `select client_id from delivery where channel = $1 and next_attempt_at <= $2 and ${FREE} order by ${order} limit $3`
  const clientIds = await clientsWithDue(db, `deliveries-${first}`, due, [channel, at, limit])
  if (clientIds.length === 0) return []
  const { rows } = await db.query<Leased>({
    name: `delivery-lease-${first}`,
    text: `with due as (
             select client_id, delivery_id from delivery
             where client_id = any($6::bigint[]) and channel = $3 and next_attempt_at <= $4 and ${FREE}
             order by ${order} limit $5 for no key update skip locked
           )
           update delivery d set ${LEASED} from due
           where d.client_id = due.client_id and d.delivery_id = due.delivery_id returning ${COLUMNS}`,
    values: [owner, ms, channel, at, limit, clientIds],
  })
  return rows
}

/**
 * The whole of batches that were interrupted, also what this lease's limit left out: a batch goes again as it was, as a
 * further attempt. In one order for everybody, since two workers may hold parts of one batch.
 */
export async function leaseBatches(db: Queryable, batchIds: string[], { owner, ms }: Lease): Promise<Leased[]> {
  const { rows } = await db.query<Leased>({
    text: `with batch as (
             select client_id, delivery_id from delivery where batch_id = any($3::uuid[]) and state = 'sending'
             order by client_id, delivery_id for no key update
           )
           update delivery d set ${LEASED}, attempts = attempts + 1 from batch
           where d.client_id = batch.client_id and d.delivery_id = batch.delivery_id returning ${COLUMNS}`,
    values: [owner, ms, batchIds],
  })
  return rows
}

const DELIVERY_KEYS = bulk({ client_id: 'bigint', delivery_id: 'uuid' })

/** The lease goes on, for what is still this owner's. */
export async function renewLeases(db: Queryable, rows: Key[], { owner, ms }: Lease): Promise<void> {
  await db.query({
    name: 'delivery-renew',
    text: `update delivery d set ${LEASED} from ${DELIVERY_KEYS.from(3)}
           where d.client_id = n.client_id and d.delivery_id = n.delivery_id and d.lease_owner = $1`,
    values: [owner, ms, ...DELIVERY_KEYS.values(rows)],
  })
}

/** Releases the rows that this owner has leased and not finished: another worker may take them now. */
export async function releaseLeases(db: Queryable, rows: Key[], owner: string): Promise<void> {
  await db.query({
    text: `update delivery d set lease_owner = null, lease_until = null
           from ${DELIVERY_KEYS.from(2)}
           where d.client_id = n.client_id and d.delivery_id = n.delivery_id and d.lease_owner = $1`,
    values: [owner, ...DELIVERY_KEYS.values(rows)],
  })
}

const POSTPONED = bulk({ client_id: 'bigint', delivery_id: 'uuid', until: 'timestamptz' })

/** Postpones rows that this owner has leased; no attempt was made. */
export async function postponeDeliveries(db: Queryable, rows: (Key & { until: Date })[], owner: string): Promise<void> {
  await db.query({
    text: `update delivery d set next_attempt_at = n.until, lease_owner = null, lease_until = null
           from ${POSTPONED.from(2)}
           where d.client_id = n.client_id and d.delivery_id = n.delivery_id and d.lease_owner = $1 and d.state = 'pending'`,
    values: [owner, ...POSTPONED.values(rows)],
  })
}

const INTENTS = bulk({ client_id: 'bigint', delivery_id: 'uuid', batch_id: 'uuid' })

/** Writes down what is about to leave, and with what. @returns ids of deliveries that may leave: still pending, and still leased by this worker */
export async function writeIntents(
  db: Queryable,
  intents: (Key & { batchId: string })[],
  { owner, ms }: Lease,
  at: Date,
): Promise<Set<string>> {
  const { rows } = await db.query<{ deliveryId: DeliveryId }>({
    name: 'delivery-intents',
    text: `update delivery d set state = 'sending', batch_id = n.batch_id, attempts = attempts + 1, updated_at = $3, ${LEASED}
           from ${INTENTS.from(4)}
           where d.client_id = n.client_id and d.delivery_id = n.delivery_id and d.state = 'pending' and d.lease_owner = $1
           returning d.delivery_id as "deliveryId"`,
    values: [owner, ms, at, ...INTENTS.values(intents)],
  })
  return new Set(rows.map((row) => row.deliveryId))
}
