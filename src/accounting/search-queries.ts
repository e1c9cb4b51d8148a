/** SQL by which people find documents: one among all, and those that failed for one reason. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'
import type { DocumentKind } from './list-documents.ts'
import type { Status } from './states.ts'

export interface DocumentRow {
  clientId: ClientId
  kind: DocumentKind
  seq: number
  identifier: string
  companyIdentifier: string
  documentDate: CivilDate
  documentName: string | null
  /** Minor units. */
  total: number
  status: Status
  held: boolean
  attempts: number
  code: string | null
  description: string | null
  remoteIds: string[]
  submittedAt: Date
  syncedAt: Date | null
  updatedAt: Date
}

const COLUMNS = `client_id as "clientId", kind, seq, identifier, company_identifier as "companyIdentifier",
  document_date as "documentDate", document_name as "documentName", total, status, held, attempts, failure_code as code,
  description, remote_ids as "remoteIds", submitted_at as "submittedAt", synced_at as "syncedAt", updated_at as "updatedAt"`
const KINDS = `array['ledger', 'payment', 'invoice']`

/** Returns the clients with a connection: a search over all clients asks the indexes of each. */
export async function selectConnectedClients(db: Queryable): Promise<ClientId[]> {
  const { rows } = await db.query<{ clientId: ClientId }>(
    'select distinct client_id as "clientId" from accounting_connection order by 1',
  )
  return rows.map(({ clientId }) => clientId)
}

export interface Sought {
  clientIds: readonly ClientId[]
  /** An identifier, a name such as an invoice number, or an id of the accounting system. */
  text: string | null
  /** Minor units, whatever the sign. */
  amount: bigint | null
  date: CivilDate | null
  limit: number
}

/** The latest submission first. Each part is answered from one index. */
export async function selectSought(
  db: Queryable,
  { clientIds, text, amount, date, limit }: Sought,
): Promise<DocumentRow[]> {
  const by = (condition: string) =>
    `(select ${COLUMNS} from accounting_document
      where client_id = any($1::bigint[]) and ${condition}
        and ($3::bigint is null or total in ($3::bigint, -$3::bigint)) and ($4::date is null or document_date = $4)
      order by seq desc limit $5)`
  const parts =
    text === null
      ? [by('total in ($3::bigint, -$3::bigint) and $2::text is null')]
      : [
          by(`kind = any(${KINDS}) and identifier = $2`),
          by('document_name = $2'),
          by(`kind = any(${KINDS}) and remote_ids <> '{}' and remote_ids[1] = $2`),
        ]
  const { rows } = await db.query<DocumentRow>({
    text: `select * from (${parts.join(' union ')}) found order by seq desc limit $5`,
    values: [clientIds, text, amount, date, limit],
  })
  return rows
}

export interface StoredDocument extends DocumentRow {
  payload: unknown
  maybeStored: boolean
  documentStatus: string | null
  intentAt: Date | null
  submittedBy: string
}

export async function selectDocument(
  db: Queryable,
  clientId: ClientId,
  kind: DocumentKind,
  seq: number,
): Promise<StoredDocument | undefined> {
  const { rows } = await db.query<StoredDocument>({
    text: `select ${COLUMNS}, payload, maybe_stored as "maybeStored", document_status as "documentStatus",
             intent_at as "intentAt", submitted_by as "submittedBy"
           from accounting_document where client_id = $1 and kind = $2 and seq = $3`,
    values: [clientId, kind, seq],
  })
  return rows[0]
}

export interface VersionRow {
  version: number
  status: Status
  code: string | null
  description: string | null
  submittedAt: Date
  replacedAt: Date
  replacedBy: string
}

/** Earlier contents of a document, the first one first. */
export async function selectVersions(
  db: Queryable,
  { clientId, kind, identifier }: Pick<DocumentRow, 'clientId' | 'kind' | 'identifier'>,
): Promise<VersionRow[]> {
  const { rows } = await db.query<VersionRow>({
    text: `select version, status, failure_code as code, description, submitted_at as "submittedAt",
             replaced_at as "replacedAt", replaced_by as "replacedBy"
           from accounting_document_version where client_id = $1 and kind = $2 and identifier = $3 order by version`,
    values: [clientId, kind, identifier],
  })
  return rows
}

/** Why documents of one company failed. */
export interface Failure {
  clientId: ClientId
  companyIdentifier: string
  code: string
}

export interface FailureRow extends Failure {
  /** Null: no system is connected. */
  system: string | null
  documents: number
  oldestAt: Date
  /** The latest words of the system, with our advice. */
  description: string | null
}

/** Failed documents by company and code, the largest group first, over the first that failed. */
export async function selectFailures(
  db: Queryable,
  { clientId, limit }: { clientId: ClientId | null; limit: number },
): Promise<FailureRow[]> {
  const { rows } = await db.query<FailureRow>({
    text: `select f.client_id as "clientId", f.company_identifier as "companyIdentifier", f.code, c.system,
             f.documents, f."oldestAt", f.description
           from (select client_id, company_identifier, coalesce(failure_code, '') as code, count(*) as documents,
                   min(submitted_at) as "oldestAt", (array_agg(description order by updated_at desc))[1] as description
                 from (select client_id, company_identifier, failure_code, submitted_at, updated_at, description
                       from accounting_document where status = 'failed' and ($1::bigint is null or client_id = $1)
                       limit 10000) counted
                 group by 1, 2, 3) f
           left join accounting_connection c on c.client_id = f.client_id
             and (c.company_identifier = f.company_identifier or (f.company_identifier = '' and c.is_default))
           order by f.documents desc, 1, 2, 3 limit $2`,
    values: [clientId, limit],
  })
  return rows
}

/** Failed documents, perhaps of one client, company or code, in order of submission. @param afterSeq 0, or the last of the page before */
export async function selectFailed(
  db: Queryable,
  { clientId, companyIdentifier, code }: Partial<Failure>,
  afterSeq: number,
  limit: number,
): Promise<DocumentRow[]> {
  const { rows } = await db.query<DocumentRow>({
    text: `select ${COLUMNS} from accounting_document
           where ($1::bigint is null or client_id = $1) and status = 'failed'
             and ($2::text is null or company_identifier = $2)
             and ($3::text is null or coalesce(failure_code, '') = $3) and seq > $4
           order by seq limit $5`,
    values: [clientId ?? null, companyIdentifier ?? null, code ?? null, afterSeq, limit],
  })
  return rows
}

/** Returns when each connection last had a success, "client company": of its latest changes alone. */
export async function selectLastSuccesses(
  db: Queryable,
  clientIds: readonly ClientId[],
): Promise<{ clientId: ClientId; companyIdentifier: string; at: Date }[]> {
  const { rows } = await db.query<{ clientId: ClientId; companyIdentifier: string; at: Date }>({
    text: `select l.client_id as "clientId", l.company_identifier as "companyIdentifier", max(l.synced_at) as at
           from unnest($1::bigint[]) n (client_id)
           cross join unnest(${KINDS}) k (kind)
           cross join lateral (
             select d.client_id, d.company_identifier, d.synced_at from accounting_document d
             where d.client_id = n.client_id and d.kind = k.kind order by d.updated_at desc limit 200) l
           where l.synced_at is not null group by 1, 2`,
    values: [clientIds],
  })
  return rows
}
