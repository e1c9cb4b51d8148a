import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../../platform/database.ts'
import type { ConnectionRow } from '../connection-queries.ts'
import type { Status } from '../states.ts'
import type { Lease } from './leases.ts'
import type { Timing } from './settings.ts'

export interface OpenDocument {
  kind: 'ledger' | 'payment' | 'invoice'
  seq: number
  identifier: string
  groupKey: string | null
  payload: unknown
  status: Status
  attempts: number
  /** Milliseconds since it was last sent, by the database's clock; null when it never was. */
  sinceIntentMs: number | null
  /** An earlier document of its invoice failed. */
  blocked: boolean
}

/**
 * Returns the next documents of a connection, in order of submission. A default connection serves two companies (its own,
 * and '' for documents that name none): each is read in index order and the two are merged, so a backlog of a million
 * costs no sort. After a refusal: with WAIT nothing is sendable while any document of the connection has failed; with
 * WAIT_SAME_INVOICE later documents of the group are blocked and those held before stay away; with CONTINUE neither.
 */
export async function nextDocuments(
  db: Queryable,
  clientId: ClientId,
  companies: string[],
  onRefusal: Timing['onRefusal'],
  limit: number,
): Promise<OpenDocument[]> {
  const part = (position: number) => `
    (select d.* from accounting_document d
     where d.client_id = $1 and d.company_identifier = $${position} and d.status in ('pending', 'sending', 'delivered', 'unknown')
       and d.status <> 'delivered' ${onRefusal === 'CONTINUE' ? '' : 'and not d.held'}
     order by d.seq limit $2)`
  const { rows } = await db.query<OpenDocument>({
    text: `
      select d.kind, d.seq, d.identifier, d.group_key as "groupKey", d.payload, d.status, d.attempts,
             (extract(epoch from statement_timestamp() - d.intent_at) * 1000)::bigint as "sinceIntentMs",
             (${onRefusal !== 'CONTINUE'} and d.group_key is not null and exists (
               select 1 from accounting_document f
               where f.client_id = $1 and f.company_identifier = d.company_identifier
                 and f.group_key = d.group_key and f.seq < d.seq and f.status = 'failed')) as blocked
      from (${companies.map((_, i) => part(i + 3)).join(' union all ')}) d
      ${onRefusal === 'WAIT' ? `where not exists (select 1 from accounting_document f where f.client_id = $1 and f.status = 'failed' and f.company_identifier in (${companies.map((_, i) => `$${i + 3}`).join(', ')}))` : ''}
      order by d.seq limit $2`,
    values: [clientId, limit, ...companies],
  })
  return rows
}

export async function deliveredDocuments(
  db: Queryable,
  clientId: ClientId,
  companies: string[],
  limit: number,
): Promise<OpenDocument[]> {
  const { rows } = await db.query<OpenDocument>({
    text: `select kind, seq, identifier, group_key as "groupKey", payload, status, attempts, null::bigint as "sinceIntentMs", false as blocked
           from accounting_document
           where client_id = $1 and company_identifier = any($2) and status = 'delivered' order by seq limit $3`,
    values: [clientId, companies, limit],
  })
  return rows
}

/** Returns those of these ids in the accounting system that belong to another document of these companies already. */
export async function takenRemoteIds(
  db: Queryable,
  clientId: ClientId,
  companies: string[],
  document: Pick<OpenDocument, 'kind' | 'seq'>,
  remoteIds: string[],
): Promise<Set<string>> {
  const { rows } = await db.query<{ id: string }>({
    text: `select unnest(remote_ids) as id from accounting_document
           where client_id = $1 and kind = $2 and seq <> $3 and remote_ids <> '{}' and remote_ids[1] = any($4)
             and company_identifier = any($5)`,
    values: [clientId, document.kind, document.seq, remoteIds, companies],
  })
  return new Set(rows.map((row) => row.id))
}

/**
 * Puts off the next attempt after a failure, or stops the queue; only while this worker holds the lease, and not when the
 * connection was changed meanwhile: what its old settings and credentials met says nothing about the new ones. The
 * connection is locked before the queue, as a change of the connection does it. Without the lock, a statement that waits
 * for such a change would compare the version that its snapshot shows, and put off the changed queue.
 */
export async function setQueueState(
  db: Queryable,
  lease: Pick<Lease, 'clientId' | 'companyIdentifier' | 'owner' | 'fence'>,
  connection: Pick<ConnectionRow, 'credentialsVersion'>,
  change: { state: 'active' | 'stopped'; reason: string | null; failures: number; delayMs: number },
): Promise<void> {
  await db.query({
    text: `with unchanged as (
             select client_id, company_identifier from accounting_connection
             where client_id = $1 and company_identifier = $2 and credentials_version = $9 for share
           )
           update accounting_queue q
           set state = $5, reason = $6, failures = $7,
               next_attempt_at = statement_timestamp() + make_interval(secs => $8::double precision / 1000)
           from unchanged c
           where q.client_id = $1 and q.company_identifier = $2 and q.lease_owner = $3 and q.fence = $4
             and c.client_id = q.client_id and c.company_identifier = q.company_identifier`,
    values: [
      lease.clientId,
      lease.companyIdentifier,
      lease.owner,
      lease.fence,
      change.state,
      change.reason,
      change.failures,
      change.delayMs,
      connection.credentialsVersion,
    ],
  })
}

export async function queueFailures(db: Queryable, lease: Lease): Promise<number> {
  const { rows } = await db.query<{ failures: number }>({
    text: 'select failures from accounting_queue where client_id = $1 and company_identifier = $2',
    values: [lease.clientId, lease.companyIdentifier],
  })
  return rows[0]?.failures ?? 0
}

/**
 * Documents that a dead run left as `sending` become `unknown`, and their settling time begins now: the last request of
 * that run began before its lease ended, so it has ended one request time-out from here.
 */
export async function markLeftovers(db: Queryable, lease: Lease, companies: string[]): Promise<void> {
  await db.query({
    text: `update accounting_document d
           set status = 'unknown', intent_at = statement_timestamp(),
               description = 'It is not known whether the accounting system has it; Saatava is searching for it.'
           from accounting_queue q
           where q.client_id = $1 and q.company_identifier = $2 and q.lease_owner = $3 and q.fence = $4
             and q.lease_until > statement_timestamp()
             and d.client_id = q.client_id and d.company_identifier = any($5) and d.status = 'sending'`,
    values: [lease.clientId, lease.companyIdentifier, lease.owner, lease.fence, companies],
  })
}

/**
 * Lets those go on that wait for a document which has not failed any more. A retry, a replacement and a drop do so
 * themselves; but a runner that read the queue a moment before may hold one after them, which would wait for good.
 */
export async function releaseUnblocked(db: Queryable, lease: Lease, companies: string[]): Promise<void> {
  await db.query({
    text: `update accounting_document d set held = false, description = null
           where d.client_id = $1 and d.company_identifier = any($2) and d.held and d.status = 'pending'
             and not exists (
               select 1 from accounting_document f
               where f.client_id = d.client_id and f.company_identifier = d.company_identifier
                 and f.group_key = d.group_key and f.seq < d.seq and f.status = 'failed')`,
    values: [lease.clientId, companies],
  })
}
