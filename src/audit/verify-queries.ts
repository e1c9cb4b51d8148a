/** SQL of the proof of the audit: reads the chain of one client beside its entries. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'
import { HASHED } from './chain-queries.ts'
import type { HashedEntry } from './chain-hash.ts'

/** A place of the chain with its entry; the columns of the entry are null where it is gone. */
export type PlaceRow = { chainedId: string; number: number; hash: Buffer } & {
  [K in keyof HashedEntry]: HashedEntry[K] | null
}

/** Places after one of a client, in their order. @param last the place before: its number and its entry */
export async function pageOfChain(
  db: Queryable,
  clientId: ClientId,
  last: { number: number; auditId: string },
  limit: number,
): Promise<PlaceRow[]> {
  const { rows } = await db.query<PlaceRow>({
    text: `select c.audit_id as "chainedId", c.number, c.hash, ${HASHED}
           from audit_chain c left join audit_entry e on e.client_id = c.client_id and e.audit_id = c.audit_id
           where c.client_id = $1 and c.number >= $2 and (c.number, c.audit_id) > ($2, $3::uuid)
           order by c.number, c.audit_id limit $4`,
    values: [clientId, last.number, last.auditId, limit],
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

/** Returns the first entry that came without a place in the chain, which the trigger gives to each. */
export async function entryOutsideChain(db: Queryable, clientId: ClientId): Promise<string | undefined> {
  const { rows } = await db.query<{ auditId: string }>({
    text: `select e.audit_id as "auditId" from audit_entry e
           where e.client_id = $1
             and not exists (select from audit_chain c where c.client_id = $1 and c.audit_id = e.audit_id)
           order by e.audit_id limit 1`,
    values: [clientId],
  })
  return rows[0]?.auditId
}

/** Counts the entries that are written and have no number yet; `gone` are places that wait for an entry that is not there. */
export async function countWaiting(
  db: Queryable,
  clientId: ClientId,
): Promise<{ waiting: number; gone: string | null }> {
  const { rows } = await db.query<{ waiting: number; gone: string | null }>({
    text: `select count(*) as waiting, (min(c.audit_id::text) filter (where e.audit_id is null)) as gone
           from audit_chain c left join audit_entry e on e.client_id = c.client_id and e.audit_id = c.audit_id
           where c.client_id = $1 and c.number is null`,
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
