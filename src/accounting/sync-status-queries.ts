/** An operator's questions, over one client or all of them; both are answered from the partial indexes on what is not done. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'

export interface ConnectionStatusRow {
  clientId: ClientId
  /** '' = payments that name no company, of a client without a connection. */
  companyIdentifier: string
  /** Null: documents wait, and no connection is there for them. */
  system: string | null
  simulator: boolean
  state: 'active' | 'stopped' | 'not connected'
  reason: string | null
  failures: number
  nextAttemptAt: Date | null
  depth: number
  /** Submission of the oldest document not done, and how many seconds ago that was. */
  oldestAt: Date | null
  oldestAgeSeconds: number | null
  /** Refused or given up. */
  failed: number
  /** Wait for a failed document of their invoice. */
  held: number
}

/** Lists connections with trouble first: stopped, not connected, with failures, then by the age of the oldest document. */
export async function connectionStatuses(
  db: Queryable,
  at: Date,
  clientId: ClientId | undefined,
  limit: number,
): Promise<ConnectionStatusRow[]> {
  const { rows } = await db.query<ConnectionStatusRow>({
    text: `
      with waiting as (
        select client_id, company_identifier, 1 as depth, 0 as failed, held::int as held, submitted_at
        from accounting_document
        where status in ('pending', 'sending', 'delivered', 'unknown') and ($1::bigint is null or client_id = $1)
        union all
        select client_id, company_identifier, 0, 1, 0, null
        from accounting_document where status = 'failed' and ($1::bigint is null or client_id = $1)
      ), counted as (
        select client_id, company_identifier, sum(depth) as depth, sum(failed) as failed, sum(held) as held,
               min(submitted_at) as oldest_at
        from waiting group by 1, 2
      ), placed as (
        select n.client_id, coalesce(c.company_identifier, n.company_identifier) as company_identifier,
               sum(n.depth) as depth, sum(n.failed) as failed, sum(n.held) as held, min(n.oldest_at) as oldest_at
        from counted n
        left join accounting_connection c on c.client_id = n.client_id and n.company_identifier = '' and c.is_default
        group by 1, 2
      )
      select client_id as "clientId", company_identifier as "companyIdentifier", c.system,
             coalesce(c.simulator, false) as simulator, coalesce(q.state, 'not connected') as state, q.reason,
             coalesce(q.failures, 0) as failures,
             case when q.state = 'active' and q.failures > 0 then q.next_attempt_at end as "nextAttemptAt",
             coalesce(p.depth, 0)::bigint as depth, coalesce(p.failed, 0)::bigint as failed,
             coalesce(p.held, 0)::bigint as held, p.oldest_at as "oldestAt",
             extract(epoch from $3::timestamptz - p.oldest_at)::bigint as "oldestAgeSeconds"
      from (select * from accounting_connection where $1::bigint is null or client_id = $1) c
      join accounting_queue q using (client_id, company_identifier)
      full join placed p using (client_id, company_identifier)
      order by (coalesce(q.state, '') <> 'active') desc, (coalesce(p.failed, 0) > 0) desc, p.oldest_at, 1, 2
      limit $2`,
    values: [clientId ?? null, limit, at],
  })
  return rows
}

export interface FailedRow {
  clientId: ClientId
  companyIdentifier: string
  system: string | null
  kind: 'ledger' | 'payment' | 'invoice'
  seq: number
  identifier: string
  code: string | null
  /** The answer of the accounting system, and advice. */
  description: string | null
  attempts: number
  submittedAt: Date
  failedAt: Date
}

/** Failed documents in order of submission, of one client or all. @param afterSeq 0, or the last one of the page before */
export async function failedDocuments(
  db: Queryable,
  clientId: ClientId | undefined,
  afterSeq: number,
  limit: number,
): Promise<FailedRow[]> {
  const { rows } = await db.query<FailedRow>({
    text: `
      select d.client_id as "clientId", coalesce(c.company_identifier, d.company_identifier) as "companyIdentifier",
             c.system, d.kind, d.seq, d.identifier, d.failure_code as code, d.description, d.attempts,
             d.submitted_at as "submittedAt", d.updated_at as "failedAt"
      from accounting_document d
      left join accounting_connection c on c.client_id = d.client_id
        and (c.company_identifier = d.company_identifier or (d.company_identifier = '' and c.is_default))
      where d.status = 'failed' and ($1::bigint is null or d.client_id = $1) and d.seq > $2
      order by d.seq limit $3`,
    values: [clientId ?? null, afterSeq, limit],
  })
  return rows
}
