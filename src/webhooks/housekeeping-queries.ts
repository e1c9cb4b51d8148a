/** SQL that removes deliveries that are old, and endpoints that were deleted. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'
import { clientsWithDue } from '../platform/partition.ts'

const OLD = 'select client_id from webhook_delivery where ended_at < $1 order by ended_at limit $2'

export function clientsWithOld(db: Queryable, before: Date, limit: number): Promise<ClientId[]> {
  return clientsWithDue(db, 'old-webhooks', OLD, [before, limit])
}

/** @returns how many were removed */
export async function removeOld(db: Queryable, clientIds: ClientId[], before: Date, limit: number): Promise<number> {
  const { rowCount } = await db.query({
    text: `delete from webhook_delivery d using (
             select client_id, delivery_id from webhook_delivery where client_id = any($1::bigint[]) and ended_at < $2
             order by ended_at limit $3) o
           where d.client_id = o.client_id and d.delivery_id = o.delivery_id`,
    values: [clientIds, before, limit],
  })
  return rowCount ?? 0
}

/** Removes deliveries of a deleted endpoint. @returns how many */
export async function removeOfDeleted(db: Queryable, limit: number): Promise<number> {
  const { rowCount } = await db.query({
    text: `delete from webhook_delivery d using (
             select o.client_id, o.delivery_id from webhook_endpoint e
             join webhook_delivery o on o.client_id = e.client_id and o.webhook_id = e.webhook_id
             where e.state = 'DELETED' and o.state <> 'SENDING' limit $1) o
           where d.client_id = o.client_id and d.delivery_id = o.delivery_id`,
    values: [limit],
  })
  return rowCount ?? 0
}

/** Removes endpoints that were deleted, when nothing of theirs is left. */
export async function removeDeleted(db: Queryable): Promise<void> {
  await db.query({
    text: `delete from webhook_endpoint e where e.state = 'DELETED' and not exists (
             select from webhook_delivery d where d.client_id = e.client_id and d.webhook_id = e.webhook_id)`,
  })
}
