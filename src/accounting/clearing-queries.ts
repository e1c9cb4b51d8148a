/** SQL of the clearing account: what payments and settlements that we booked put on it. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'
import type { Status } from './states.ts'

/** Documents that are named one by one; the sums hold all. */
const NAMED_MAX = 100

export interface ClearingSum {
  account: string
  /** Minor units, + debit and − credit, of documents that the accounting system has. */
  amount: bigint
}

export interface UnsyncedClearing extends ClearingSum {
  kind: 'ledger' | 'payment'
  identifier: string
  status: Status
}

const EFFECTS = `from accounting_document d
  cross join lateral (
    select d.payload->'accounts'->>'money' as account, round((d.payload->>'amount')::numeric * 100) as amount
    where d.kind = 'payment' and d.payload->'accounts'->>'money' is not null
    union all
    select r->>'accountNumber', round((r->>'amount')::numeric * 100)
    from json_array_elements(case when d.kind = 'ledger' then d.payload->'ledgerRows' else '[]' end) r
    where d.identifier like 'settlement:%') e
  where d.client_id = $1 and d.company_identifier = any($2) and d.kind in ('payment', 'ledger')`

export async function selectSyncedClearing(
  db: Queryable,
  clientId: ClientId,
  companies: readonly string[],
): Promise<ClearingSum[]> {
  const { rows } = await db.query<{ account: string; amount: string }>({
    text: `select e.account, sum(e.amount)::text as amount ${EFFECTS} and d.status = 'synced' group by e.account`,
    values: [clientId, companies],
  })
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }))
}

/** Documents that the accounting system does not have: waiting, refused or dropped, the oldest first. */
export async function selectUnsyncedClearing(
  db: Queryable,
  clientId: ClientId,
  companies: readonly string[],
): Promise<UnsyncedClearing[]> {
  const { rows } = await db.query<Omit<UnsyncedClearing, 'amount'> & { amount: string }>({
    text: `select d.kind, d.identifier, d.status, e.account, sum(e.amount)::text as amount ${EFFECTS} and d.status <> 'synced'
           group by d.seq, d.kind, d.identifier, d.status, e.account having sum(e.amount) <> 0 order by d.seq limit $3`,
    values: [clientId, companies, NAMED_MAX],
  })
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }))
}

/** Returns the accounts on which our payments were booked, by the documents that name them. */
export async function selectClearingAccounts(
  db: Queryable,
  clientId: ClientId,
  companies: readonly string[],
): Promise<string[]> {
  const { rows } = await db.query<{ account: string }>({
    text: `select distinct payload->'accounts'->>'money' as account from accounting_document
           where client_id = $1 and company_identifier = any($2) and kind = 'payment' and payload->'accounts'->>'money' is not null
           order by 1`,
    values: [clientId, companies],
  })
  return rows.map(({ account }) => account)
}
