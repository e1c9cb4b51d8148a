import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import type { StoredSettings } from './stored.ts'

export interface ClientRow {
  clientId: ClientId
  name: string
  businessCode: string
  countryCode: string
  currencyCode: string
  serviceType: string
  paymentReferencePrefix: number
  /** Body of POST /client, without the members that were not given. */
  details: unknown
  /** The JSON of StoredSettings; null where nothing was set. */
  settings: unknown
  version: number | null
  updatedAt: Date | null
}

/** Clients with what they have set: one statement for a worker's whole batch. `client` is one of the shared tables. */
export async function clientRows(db: Queryable, clientIds: ClientId[]): Promise<ClientRow[]> {
  const { rows } = await db.query<ClientRow>({
    text: `select c.client_id as "clientId", c.name, c.business_code as "businessCode", c.country_code as "countryCode",
                  c.currency_code as "currencyCode", c.service_type as "serviceType",
                  c.payment_reference_prefix as "paymentReferencePrefix", c.details, s.settings, s.version,
                  s.updated_at as "updatedAt"
           from client c left join client_settings s on s.client_id = c.client_id
           where c.client_id = any($1::bigint[])`,
    values: [clientIds],
  })
  return rows
}

/** One change of a client's settings at a time. Locked is the client, because there may be no settings yet. */
export async function lockClient(tx: Tx, clientId: ClientId): Promise<void> {
  await tx.query({ text: 'select 1 from client where client_id = $1 for no key update', values: [clientId] })
}

export async function storeSettings(
  tx: Tx,
  clientId: ClientId,
  settings: StoredSettings,
  version: number,
  at: Date,
): Promise<void> {
  await tx.query({
    text: `insert into client_settings (client_id, settings, version, updated_at) values ($1, $2, $3, $4)
           on conflict (client_id) do update
             set settings = excluded.settings, version = excluded.version, updated_at = excluded.updated_at`,
    values: [clientId, JSON.stringify(settings), version, at],
  })
}

/** The number that comes next; 1 where none was given out or set. */
export async function nextNumber(db: Queryable, clientId: ClientId, name: string): Promise<number> {
  const { rows } = await db.query<{ next: number }>({
    text: 'select next from client_counter where client_id = $1 and name = $2',
    values: [clientId, name],
  })
  return rows[0]?.next ?? 1
}

/** Raises a counter; returns false, and changes nothing, where it stands above `next` already. */
export async function raiseCounter(tx: Tx, clientId: ClientId, name: string, next: number): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `insert into client_counter (client_id, name, next) values ($1, $2, $3)
           on conflict (client_id, name) do update set next = excluded.next where client_counter.next <= excluded.next`,
    values: [clientId, name, next],
  })
  return rowCount === 1
}

/** Takes `count` numbers; whoever else wants some waits for this transaction, so that a rollback leaves no gap. */
export async function advanceCounter(tx: Tx, clientId: ClientId, name: string, count: number): Promise<number> {
  const { rows } = await tx.query<{ first: number }>({
    text: `insert into client_counter (client_id, name, next) values ($1, $2, 1 + $3::bigint)
           on conflict (client_id, name) do update set next = client_counter.next + $3::bigint
           returning next - $3::bigint as first`,
    values: [clientId, name, count],
  })
  const first = rows[0]?.first
  if (first === undefined) throw new Error('an advanced counter does not exist')
  return first
}
