/** SQL of the intake: the one hot write of the API. */
import type { ClientId } from '@saatava/core/ids.ts'
import { v7 as uuid } from 'uuid'
import { bulk } from '../platform/bulk.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import type { IntakeDocument, IntakeItem } from './intake-item.ts'
import type { Status } from './states.ts'

const DOCUMENTS = bulk({
  client_id: 'bigint',
  kind: 'text',
  identifier: 'text',
  company_identifier: 'text',
  group_key: 'text null',
  document_date: 'date',
  document_name: 'text null',
  total: 'bigint',
  payload: 'json text',
  content_hash: 'bytea',
  submitted_by: 'text',
  token: 'text null',
  remote_address: 'inet null',
  event_id: 'uuid',
})

const KEYS = bulk({ client_id: 'bigint', scope: 'text', key: 'text', body_hash: 'bytea', answer: 'bytea' })

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
  const documents = items.flatMap(({ documents, clientId, submittedBy, token, remoteAddress }) =>
    documents.map((document) => ({
      ...document,
      clientId,
      submittedBy,
      token,
      remoteAddress,
      eventId: uuid(),
    })),
  )
  const keys = keysOf(items).map((key) => ({ ...key, answer: Buffer.from(answerOf(key.item)) }))
  const { rows: unconnected } = await db.query<{ client_id: ClientId; company_identifier: string }>({
    name: 'insert-documents',
    text: INSERT,
    values: [at, ...DOCUMENTS.values(documents), ...KEYS.values(keys)],
  })
  return new Set(unconnected.map((row) => `${row.client_id} ${row.company_identifier}`))
}

function keysOf(
  items: IntakeItem[],
): { item: IntakeItem; clientId: ClientId; scope: string; key: string; bodyHash: Buffer }[] {
  return items.flatMap((item) => {
    const { clientId, scope, idempotency } = item
    return idempotency === undefined ? [] : [{ item, clientId, scope, ...idempotency }]
  })
}

const COMPANIES = bulk({ client_id: 'bigint', company_identifier: 'text' })

/** Finds the documents that are not inserted now, or whose answer must be known before they are. */
export async function findUnconnected(db: Queryable, items: IntakeItem[]): Promise<Set<string>> {
  const { rows: unconnected } = await db.query<{ client_id: ClientId; company_identifier: string }>({
    text: `select distinct n.client_id, n.company_identifier from ${COMPANIES.from(1)} where not exists (${CONNECTION})`,
    values: COMPANIES.values(documentsOf(items)),
  })
  return new Set(unconnected.map((row) => `${row.client_id} ${row.company_identifier}`))
}

function documentsOf(items: IntakeItem[]): (IntakeDocument & { clientId: ClientId })[] {
  return items.flatMap(({ clientId, documents }) => documents.map((document) => ({ ...document, clientId })))
}

const CONNECTION = `
    select 1 from accounting_connection c
    where c.client_id = n.client_id
      and (c.company_identifier = n.company_identifier or (n.company_identifier = '' and c.is_default))`

const INSERT = `
  with input as materialized (
    select * from ${DOCUMENTS.ordered(2)}
  ), stored as (
    insert into accounting_document (client_id, kind, identifier, company_identifier, group_key, document_date,
      document_name, total, payload, content_hash, status, submitted_at, submitted_by, updated_at)
    select client_id, kind, identifier, company_identifier, group_key, document_date, document_name, total, payload,
           content_hash, 'pending', $1::timestamptz, submitted_by, $1::timestamptz
    from input order by ord
  ), events as (
    insert into event (client_id, event_id, at, type, subject, data)
    select client_id, event_id, $1::timestamptz, 'accounting.' || kind || '.received', kind || ':' || identifier, '{}' from input
    order by event_id
  ), audited as (
    insert into audit_entry (client_id, audit_id, at, actor, request_id, token, remote_address, action, subject, details)
    select client_id, event_id, $1::timestamptz, regexp_replace(submitted_by, ' [^ ]*$', ''), substring(submitted_by from '[^ ]*$'),
           token, remote_address, 'accounting.' || kind || '.submitted', kind || ':' || identifier, '{}' from input
  ), keys as (
    insert into idempotency_record (client_id, scope, key, body_hash, status, answer, sealed, created_at)
    select client_id, scope, key, body_hash, 200, answer, false, $1::timestamptz from ${KEYS.from(2 + DOCUMENTS.size)}
  )
  select distinct n.client_id, n.company_identifier from input n
  where not exists (${CONNECTION})`

export interface StoredDocument {
  client_id: ClientId
  kind: string
  identifier: string
  content_hash: Buffer
  payload: unknown
  status: Status
  maybe_stored: boolean
}

const IDENTIFIERS = bulk({ client_id: 'bigint', kind: 'text', identifier: 'text' })

/** Returns which of these identifiers are stored already, and with what content. */
export async function findStored(tx: Tx, items: IntakeItem[]): Promise<StoredDocument[]> {
  const { rows: found } = await tx.query<StoredDocument>({
    text: `select d.client_id, d.kind, d.identifier, d.content_hash, d.payload, d.status, d.maybe_stored
           from ${IDENTIFIERS.from(1)}
           join accounting_document d on d.client_id = n.client_id and d.kind = n.kind and d.identifier = n.identifier`,
    values: IDENTIFIERS.values(documentsOf(items)),
  })
  return found
}

export interface StoredKey {
  client_id: ClientId
  scope: string
  key: string
  body_hash: Buffer
  answer: Buffer
}

const KEY_NAMES = bulk({ client_id: 'bigint', scope: 'text', key: 'text' })

export async function findKeys(tx: Tx, items: IntakeItem[]): Promise<StoredKey[]> {
  const keys = keysOf(items)
  if (keys.length === 0) return []
  const { rows } = await tx.query<StoredKey>({
    text: `select r.client_id, r.scope, r.key, r.body_hash, r.answer from ${KEY_NAMES.from(1)}
           join idempotency_record r on r.client_id = n.client_id and r.scope = n.scope and r.key = n.key`,
    values: KEY_NAMES.values(keys),
  })
  return rows
}
