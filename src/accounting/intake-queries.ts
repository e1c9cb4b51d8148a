/** SQL of the intake: the one hot write of the API. */
import { v7 as uuid } from 'uuid'
import type { Queryable, Tx } from '../platform/database.ts'
import type { IntakeDocument, IntakeItem } from './intake-item.ts'
import type { Status } from './states.ts'

/**
 * Stores all documents of all items, their events and their idempotency keys, in order, in one statement: a single
 * statement is its own transaction, so it is one round trip and one commit for a whole batch. Plain inserts: a key that
 * exists already fails the whole statement with 23505, and the careful path sorts it out. Returns, as "client company",
 * the companies that have no connection yet.
 * @param answerOf the answer to store with an item's Idempotency-Key
 */
export async function insertDocuments(
  db: Queryable,
  items: IntakeItem[],
  answerOf: (item: IntakeItem) => string,
  at: Date,
): Promise<Set<string>> {
  const rows = items.flatMap((item) => item.documents.map((document) => ({ item, document })))
  const keyed = items.filter((item) => item.idempotency !== undefined)
  const column = <T>(read: (row: { item: IntakeItem; document: IntakeDocument }) => T): T[] => rows.map(read)
  const { rows: unconnected } = await db.query<{ client_id: number; company_identifier: string }>({
    name: 'insert-documents',
    text: INSERT,
    values: [
      column((row) => row.item.clientId),
      column((row) => row.document.kind),
      column((row) => row.document.identifier),
      column((row) => row.document.companyIdentifier),
      column((row) => row.document.groupKey),
      column((row) => row.document.documentDate),
      column((row) => row.document.documentName),
      column((row) => row.document.payload).join(RECORD_SEPARATOR),
      column((row) => row.document.contentHash),
      column((row) => row.item.submittedBy),
      column((row) => row.item.token),
      column((row) => row.item.remoteAddress),
      column(() => uuid()),
      at,
      keyed.map((item) => item.clientId),
      keyed.map((item) => item.scope),
      keyed.map((item) => item.idempotency?.key),
      keyed.map((item) => item.idempotency?.bodyHash),
      keyed.map((item) => Buffer.from(answerOf(item))),
    ],
  })
  return new Set(unconnected.map((row) => `${row.client_id} ${row.company_identifier}`))
}

/** Finds the documents that are not inserted now, or whose answer must be known before they are. */
export async function findUnconnected(db: Queryable, items: IntakeItem[]): Promise<Set<string>> {
  const rows = items.flatMap((item) => item.documents.map((document) => ({ clientId: item.clientId, ...document })))
  const { rows: unconnected } = await db.query<{ client_id: number; company_identifier: string }>({
    text: `select distinct i.client_id, i.company_identifier
           from unnest($1::bigint[], $2::text[]) as i (client_id, company_identifier)
           where not exists (${CONNECTION})`,
    values: [rows.map((row) => row.clientId), rows.map((row) => row.companyIdentifier)],
  })
  return new Set(unconnected.map((row) => `${row.client_id} ${row.company_identifier}`))
}

const CONNECTION = `
    select 1 from accounting_connection c
    where c.client_id = i.client_id
      and (c.company_identifier = i.company_identifier or (i.company_identifier = '' and c.is_default))`

/** Between payloads: JSON text never holds it, so nothing needs escaping, which for arrays of JSON is most of the work. */
const RECORD_SEPARATOR = '\x1e'

const INSERT = `
  with input as materialized (
    select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::date[], $7::text[], string_to_array($8::text, E'\\x1e'),
                         $9::bytea[], $10::text[], $11::text[], $12::inet[], $13::uuid[])
      with ordinality as t (client_id, kind, identifier, company_identifier, group_key, document_date, document_name,
                            payload, content_hash, submitted_by, token, remote_address, event_id, ord)
  ), stored as (
    insert into accounting_document (client_id, kind, identifier, company_identifier, group_key, document_date,
      document_name, payload, content_hash, status, submitted_at, submitted_by, updated_at)
    select client_id, kind, identifier, company_identifier, group_key, document_date, document_name, payload::json,
           content_hash, 'pending', $14::timestamptz, submitted_by, $14::timestamptz
    from input order by ord
  ), events as (
    insert into event (client_id, event_id, at, type, subject, data)
    select client_id, event_id, $14::timestamptz, 'accounting.' || kind || '.received', kind || ':' || identifier, '{}' from input
  ), audited as (
    insert into audit_entry (client_id, audit_id, at, actor, request_id, token, remote_address, action, subject, details)
    select client_id, event_id, $14::timestamptz, regexp_replace(submitted_by, ' [^ ]*$', ''), substring(submitted_by from '[^ ]*$'),
           token, remote_address, 'accounting.' || kind || '.submitted', kind || ':' || identifier, '{}' from input
  ), keys as (
    insert into idempotency_record (client_id, scope, key, body_hash, status, answer, sealed, created_at)
    select client_id, scope, key, body_hash, 200, answer, false, $14::timestamptz
    from unnest($15::bigint[], $16::text[], $17::text[], $18::bytea[], $19::bytea[]) as k (client_id, scope, key, body_hash, answer)
  )
  select distinct i.client_id, i.company_identifier from input i
  where not exists (${CONNECTION})`

export interface StoredDocument {
  client_id: number
  kind: string
  identifier: string
  content_hash: Buffer
  payload: unknown
  status: Status
  maybe_stored: boolean
}

/** Returns which of these identifiers are stored already, and with what content. */
export async function findStored(tx: Tx, items: IntakeItem[]): Promise<StoredDocument[]> {
  const rows = items.flatMap((item) => item.documents.map((document) => ({ clientId: item.clientId, ...document })))
  const { rows: found } = await tx.query<StoredDocument>({
    text: `select d.client_id, d.kind, d.identifier, d.content_hash, d.payload, d.status, d.maybe_stored
           from unnest($1::bigint[], $2::text[], $3::text[]) as i (client_id, kind, identifier)
           join accounting_document d on d.client_id = i.client_id and d.kind = i.kind and d.identifier = i.identifier`,
    values: [rows.map((row) => row.clientId), rows.map((row) => row.kind), rows.map((row) => row.identifier)],
  })
  return found
}

export interface StoredKey {
  client_id: number
  scope: string
  key: string
  body_hash: Buffer
  answer: Buffer
}

export async function findKeys(tx: Tx, items: IntakeItem[]): Promise<StoredKey[]> {
  const keyed = items.filter((item) => item.idempotency !== undefined)
  if (keyed.length === 0) return []
  const { rows } = await tx.query<StoredKey>({
    text: `select r.client_id, r.scope, r.key, r.body_hash, r.answer
           from unnest($1::bigint[], $2::text[], $3::text[]) as i (client_id, scope, key)
           join idempotency_record r on r.client_id = i.client_id and r.scope = i.scope and r.key = i.key`,
    values: [
      keyed.map((item) => item.clientId),
      keyed.map((item) => item.scope),
      keyed.map((item) => item.idempotency?.key),
    ],
  })
  return rows
}
