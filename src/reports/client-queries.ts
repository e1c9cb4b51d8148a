/** SQL of clients as the agency sees them: each row looks up the facts of its client by an index. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'

export interface ClientRow {
  clientId: ClientId
  name: string
  businessCode: string
  partnerCode: string
  service: string
  country: string
  currency: string
  createdAt: Date
  /** Null: it has no contract. */
  contractVersion: number | null
  /** Tokens that work now. */
  tokens: number
  /** When a token was used last; null: never. */
  lastCallAt: Date | null
  /** Open tasks, counted up to 1,000. */
  tasks: number
}

export interface ClientFilter {
  /** Null: all clients. */
  clientId: ClientId | null
  after: ClientId
  now: Date
  limit: number
}

/** A page of clients, in the order of their numbers. */
export async function pageOfClients(
  db: Queryable,
  { clientId, after, now, limit }: ClientFilter,
): Promise<ClientRow[]> {
  const { rows } = await db.query<ClientRow>({
    text: `select c.client_id as "clientId", c.name, c.business_code as "businessCode", p.code as "partnerCode",
             c.service_type as service, c.country_code as country, c.currency_code as currency, c.created_at as "createdAt",
             (select k.version from client_contract k where k.client_id = c.client_id) as "contractVersion",
             (select count(*) from access_token t where t.client_id = c.client_id and t.revoked_at is null
                and (t.expires_at is null or t.expires_at > $3) and (t.overlap_until is null or t.overlap_until > $3)) as tokens,
             (select max(t.last_used_at) from access_token t where t.client_id = c.client_id) as "lastCallAt",
             (select count(*) from (select from task t where t.client_id = c.client_id and t.is_open limit 1000) o) as tasks
           from client c join partner p using (partner_id)
           where ($1::bigint is null or c.client_id = $1) and c.client_id > $2 order by c.client_id limit $4`,
    values: [clientId, after, now, limit],
  })
  return rows
}

/** Client funds of a client by currency: owed to it and not settled yet, not allocated, and on the way; minor units as text. */
export async function sumFunds(
  db: Queryable,
  clientId: ClientId,
): Promise<{ currency: string; owed: string; unallocated: string; underWay: string }[]> {
  const { rows } = await db.query<{ currency: string; owed: string; unallocated: string; underWay: string }>({
    text: `select currency,
             coalesce(-sum(balance_minor) filter (where account = 'OWED_TO_CLIENT'), 0)::text as owed,
             coalesce(-sum(balance_minor) filter (where account = 'UNALLOCATED'), 0)::text as unallocated,
             coalesce(-sum(balance_minor) filter (where account = 'PAYOUTS_IN_TRANSIT'), 0)::text as "underWay"
           from journal_balance
           where client_id = $1 and account in ('OWED_TO_CLIENT', 'UNALLOCATED', 'PAYOUTS_IN_TRANSIT') and balance_minor <> 0
           group by currency order by currency`,
    values: [clientId],
  })
  return rows
}
