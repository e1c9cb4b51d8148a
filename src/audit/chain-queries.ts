/** SQL of the chainer: looks without a lock whose entries wait, locks the ends of their chains, and adds to them. */
import type { ClientId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import type { HashedEntry } from './chain-hash.ts'

/** The columns of an entry as the hash takes them. */
export const HASHED = `e.client_id as "clientId", e.audit_id as "auditId",
  to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as at, e.actor, e.request_id as "requestId", e.token,
  e.remote_address::text as "remoteAddress", e.action, e.subject, e.details::text as details`

/** Returns the clients with links that wait for their number; at most `scan` links are looked at. */
export async function clientsThatWait(db: Queryable, after: number, scan: number): Promise<ClientId[]> {
  const { rows } = await db.query<{ clientId: ClientId }>({
    name: 'audit-chain-clients',
    text: `select distinct client_id as "clientId" from
             (select client_id from audit_chain where number is null and client_id > $1 order by client_id, seq limit $2) w
           order by 1`,
    values: [after, scan],
  })
  return rows.map(({ clientId }) => clientId)
}

export interface End {
  clientId: ClientId
  number: number
  hash: Buffer
}

/** Locks the ends of chains, but for those that another process holds: it numbers their links. */
export async function lockEnds(tx: Tx, clientIds: ClientId[]): Promise<End[]> {
  const { rows } = await tx.query<End>({
    name: 'audit-chain-lock',
    text: `select client_id as "clientId", last_number as number, last_hash as hash from audit_head
           where client_id = any($1::bigint[]) order by client_id for no key update skip locked`,
    values: [clientIds],
  })
  return rows
}

const ENDS = bulk({ client_id: 'bigint', number: 'bigint', hash: 'bytea', seal: 'bytea' })

/** Makes the ends of chains that have none yet. */
export async function makeEnds(db: Queryable, ends: (End & { seal: Buffer })[]): Promise<void> {
  await db.query({
    text: `insert into audit_head (client_id, last_number, last_hash, seal)
           select client_id, number, hash, seal from ${ENDS.from(1)}
           on conflict (client_id) do nothing`,
    values: ENDS.values(ends),
  })
}

/** An entry of a link that has no number yet. */
export interface WaitingEntry extends HashedEntry {
  seq: number
}

/** Returns the entries of the links that wait, in the order in which they were written. @param limit of links */
export async function entriesThatWait(tx: Tx, clientIds: ClientId[], limit: number): Promise<WaitingEntry[]> {
  const { rows } = await tx.query<WaitingEntry>({
    name: 'audit-chain-waiting',
    text: `select w.seq, ${HASHED}
           from (select client_id, seq, audit_ids from audit_chain
                 where client_id = any($1::bigint[]) and number is null order by client_id, seq limit $2) w
           cross join lateral unnest(w.audit_ids) with ordinality as of_link (audit_id, place)
           join audit_entry e on e.client_id = w.client_id and e.audit_id = of_link.audit_id
           order by w.client_id, w.seq, of_link.place`,
    values: [clientIds, limit],
  })
  return rows
}

const LINKS = bulk({ client_id: 'bigint', seq: 'bigint', number: 'bigint', hash: 'bytea' })

export interface NewLink {
  clientId: ClientId
  seq: number
  number: number
  hash: Buffer
}

export async function storeLinks(tx: Tx, links: NewLink[]): Promise<void> {
  await tx.query({
    name: 'audit-chain-links',
    text: `update audit_chain c set number = n.number, hash = n.hash from ${LINKS.from(2)}
           where c.client_id = any($1::bigint[]) and c.client_id = n.client_id and c.seq = n.seq`,
    values: [[...new Set(links.map(({ clientId }) => clientId))], ...LINKS.values(links)],
  })
}

export async function storeEnds(tx: Tx, ends: (End & { seal: Buffer })[]): Promise<void> {
  await tx.query({
    name: 'audit-chain-ends',
    text: `update audit_head h set last_number = n.number, last_hash = n.hash, seal = n.seal from ${ENDS.from(2)}
           where h.client_id = any($1::bigint[]) and h.client_id = n.client_id`,
    values: [ends.map(({ clientId }) => clientId), ...ENDS.values(ends)],
  })
}

/** When the entry was written that has waited longest for its number. */
export async function oldestWaiting(db: Queryable): Promise<Date | undefined> {
  const { rows } = await db.query<{ at: Date }>(
    `select e.at from audit_chain c join audit_entry e on e.client_id = c.client_id and e.audit_id = c.audit_ids[1]
     where c.number is null order by e.at limit 1`,
  )
  return rows[0]?.at
}
