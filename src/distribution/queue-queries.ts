/** SQL of the delivery queue: claims and intents. */
import type { ChannelName } from '../channels/port.ts'
import type { Queryable } from '../platform/database.ts'
import type { DeliveryState } from './states.ts'

export interface Claimed {
  clientId: number
  deliveryId: string
  invoiceId: string
  channel: ChannelName
  state: DeliveryState
  attempts: number
  batchId: string | null
  createdAt: Date
}

const COLUMNS = `d.client_id as "clientId", d.delivery_id as "deliveryId", d.invoice_id as "invoiceId", d.channel, d.state,
  d.attempts, d.batch_id as "batchId", d.created_at as "createdAt"`

/**
 * Takes deliveries of a channel that are due, oldest first. Until `until` nobody else takes them; what its owner has not
 * put down by then, because it died, is due again: `pending` as before, `sending` as something that may have left.
 */
export async function claimDue(
  db: Queryable,
  channel: ChannelName,
  owner: string,
  at: Date,
  until: Date,
  limit: number,
): Promise<Claimed[]> {
  const { rows } = await db.query<Claimed>({
    name: 'delivery-claim',
    text: `with due as (
             select client_id, delivery_id from delivery where channel = $1 and next_attempt_at <= $2
             order by next_attempt_at limit $3 for update skip locked
           )
           update delivery d set next_attempt_at = $4, lease_owner = $5 from due
           where d.client_id = due.client_id and d.delivery_id = due.delivery_id returning ${COLUMNS}`,
    values: [channel, at, limit, until, owner],
  })
  return rows
}

/** The whole of batches that were interrupted, also what this claim's limit left out: a batch goes again as it was. */
export async function claimBatches(db: Queryable, batchIds: string[], owner: string, until: Date): Promise<Claimed[]> {
  const { rows } = await db.query<Claimed>({
    text: `update delivery d set next_attempt_at = $3, lease_owner = $2
           where d.batch_id = any($1::uuid[]) and d.state = 'sending' returning ${COLUMNS}`,
    values: [batchIds, owner, until],
  })
  return rows
}

/** Writes down what is about to leave, and with what. @returns ids of those that may: still pending, still ours */
export async function writeIntents(
  db: Queryable,
  intents: { clientId: number; deliveryId: string; batchId: string }[],
  owner: string,
  at: Date,
): Promise<Set<string>> {
  const { rows } = await db.query<{ deliveryId: string }>({
    name: 'delivery-intents',
    text: `update delivery d set state = 'sending', batch_id = n.batch_id, attempts = attempts + 1, updated_at = $5
           from unnest($1::bigint[], $2::uuid[], $3::uuid[]) as n (client_id, delivery_id, batch_id)
           where d.client_id = n.client_id and d.delivery_id = n.delivery_id and d.state = 'pending' and d.lease_owner = $4
           returning d.delivery_id as "deliveryId"`,
    values: [
      intents.map((row) => row.clientId),
      intents.map((row) => row.deliveryId),
      intents.map((row) => row.batchId),
      owner,
      at,
    ],
  })
  return new Set(rows.map((row) => row.deliveryId))
}
