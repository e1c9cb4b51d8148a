/** SQL of the proof of the audit: reads the chain of one client beside its entries. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'
import { HASHED } from './chain-queries.ts'
import type { HashedEntry } from './chain-hash.ts'

/** An entry of a link of the chain; the columns of the entry are null where it is gone. */
export type LinkRow = { seq: number; number: number; hash: Buffer; chainedId: string } & {
  [K in keyof HashedEntry]: HashedEntry[K] | null
}

/**
 * Entries of the links after one of a client, in their order. The links are whole: the last one begins within `limit`
 * entries. @param last the link before: its number and its seq
 */
export async function pageOfChain(
  db: Queryable,
  clientId: ClientId,
  last: { number: number; seq: number },
  limit: number,
): Promise<LinkRow[]> {
  const { rows } = await db.query<LinkRow>({
    text: `select c.seq, c.number, c.hash, of_link.audit_id as "chainedId", ${HASHED}
           from (select seq, number, hash, audit_ids,
                        sum(cardinality(audit_ids)) over (order by number, seq) - cardinality(audit_ids) as earlier
                 from (select seq, number, hash, audit_ids from audit_chain
                       where client_id = $1 and number >= $2 and (number, seq) > ($2, $3)
                       order by number, seq limit $4) links) c
           cross join lateral unnest(c.audit_ids) with ordinality as of_link (audit_id, place)
           left join audit_entry e on e.client_id = $1 and e.audit_id = of_link.audit_id
           where c.earlier < $4
           order by c.number, c.seq, of_link.place`,
    values: [clientId, last.number, last.seq, limit],
  })
  return rows
}

export interface HeadRow {
  number: number
  hash: Buffer
  seal: Buffer
}

export async function headOf(db: Queryable, clientId: ClientId): Promise<HeadRow | undefined> {
  const { rows } = await db.query<HeadRow>({
    text: 'select last_number as number, last_hash as hash, seal from audit_head where client_id = $1',
    values: [clientId],
  })
  return rows[0]
}

/** Returns the first entry that came without a link of the chain, which the trigger gives to each. */
export async function entryOutsideChain(db: Queryable, clientId: ClientId): Promise<string | undefined> {
  const { rows } = await db.query<{ auditId: string }>({
    text: `select e.audit_id as "auditId" from audit_entry e
           where e.client_id = $1
             and not exists (
               select from (select unnest(audit_ids) as audit_id from audit_chain where client_id = $1) c
               where c.audit_id = e.audit_id)
           order by e.audit_id limit 1`,
    values: [clientId],
  })
  return rows[0]?.auditId
}

/** Counts the entries that are written and have no number yet; `gone` is one of a link that waits and is not there. */
export async function countWaiting(
  db: Queryable,
  clientId: ClientId,
): Promise<{ waiting: number; gone: string | null }> {
  const { rows } = await db.query<{ waiting: number; gone: string | null }>({
    text: `select count(*) as waiting, (min(c.audit_id::text) filter (where e.audit_id is null)) as gone
           from (select unnest(audit_ids) as audit_id from audit_chain where client_id = $1 and number is null) c
           left join audit_entry e on e.client_id = $1 and e.audit_id = c.audit_id`,
    values: [clientId],
  })
  return rows[0] ?? { waiting: 0, gone: null }
}

export interface NoteRow {
  auditId: string
  pointer: string
  words: string
  hashKey: Buffer
  details: Record<string, unknown> | null
}

/** The words of people that stand beside entries of a client, after a note. */
export async function pageOfNotes(
  db: Queryable,
  clientId: ClientId,
  last: { auditId: string; pointer: string },
  limit: number,
): Promise<NoteRow[]> {
  const { rows } = await db.query<NoteRow>({
    text: `select n.audit_id as "auditId", n.pointer, n.words, n.hash_key as "hashKey", e.details
           from audit_note n left join audit_entry e on e.client_id = n.client_id and e.audit_id = n.audit_id
           where n.client_id = $1 and (n.audit_id, n.pointer) > ($2::uuid, $3)
           order by n.audit_id, n.pointer limit $4`,
    values: [clientId, last.auditId, last.pointer, limit],
  })
  return rows
}

/** The clients that there are or were: each of them has an audit. The agency (0) has one once there is a partner. */
export async function clientsWithAudit(db: Queryable): Promise<ClientId[]> {
  const { rows } = await db.query<{ clientId: ClientId }>(
    `select client_id as "clientId" from client union select client_id from audit_head
     union select 0 from partner order by 1`,
  )
  return rows.map(({ clientId }) => clientId)
}
