/** SQL of bulk jobs and their rows. */
import type { ClientId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import type { BulkInput, BulkJob, Outcome } from './job.ts'

/** A worker that has ended without a word leaves its job to others after this. */
const LEASE_SECONDS = 120

const COLUMNS = `client_id as "clientId", job_id as "jobId", act, fields, list, state, total, asked_by as "askedBy",
  asked_at as "askedAt", ended_at as "endedAt"`

const ROWS = bulk({ row_no: 'integer', key: 'text' })

/** @returns false: there is such a job already */
export async function insertJob(
  tx: Tx,
  { clientId, act, keys, fields, list }: BulkInput,
  { jobId, askedBy, askedAt }: Pick<BulkJob, 'jobId' | 'askedBy' | 'askedAt'>,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `insert into bulk_job (client_id, job_id, act, fields, list, state, total, asked_by, asked_at)
           values ($1, $2, $3, $4, $5, 'RUNNING', $6, $7, $8) on conflict do nothing`,
    values: [clientId, jobId, act, JSON.stringify(fields), list, keys.length, askedBy, askedAt],
  })
  if (rowCount === 0) return false
  await tx.query({
    text: `insert into bulk_row (client_id, job_id, row_no, key) select $1, $2, n.row_no, n.key from ${ROWS.from(3)}`,
    values: [clientId, jobId, ...ROWS.values(keys.map((key, i) => ({ rowNo: i + 1, key })))],
  })
  return true
}

/** Leases the oldest job that nobody works on. */
export async function leaseJob(db: Queryable): Promise<BulkJob | undefined> {
  const { rows } = await db.query<BulkJob>({
    text: `update bulk_job j set lease_until = statement_timestamp() + make_interval(secs => ${LEASE_SECONDS})
           from (select client_id, job_id from bulk_job
                 where state = 'RUNNING' and (lease_until is null or lease_until < statement_timestamp())
                 order by asked_at limit 1 for update skip locked) n
           where j.client_id = n.client_id and j.job_id = n.job_id
           returning j.client_id as "clientId", j.job_id as "jobId", j.act, j.fields, j.list, j.state, j.total,
                     j.asked_by as "askedBy", j.asked_at as "askedAt", j.ended_at as "endedAt"`,
  })
  return rows[0]
}

type Key = Pick<BulkJob, 'clientId' | 'jobId'>

export async function releaseJob(db: Queryable, { clientId, jobId }: Key): Promise<void> {
  await db.query({
    text: 'update bulk_job set lease_until = null where client_id = $1 and job_id = $2',
    values: [clientId, jobId],
  })
}

export async function endJob(tx: Tx, { clientId, jobId }: Key, at: Date): Promise<void> {
  await tx.query({
    text: `update bulk_job set state = 'DONE', ended_at = $3, lease_until = null where client_id = $1 and job_id = $2`,
    values: [clientId, jobId, at],
  })
}

export interface BulkRow {
  rowNo: number
  key: string
}

/** Rows without an outcome, in order. */
export async function selectOpenRows(db: Queryable, { clientId, jobId }: Key, limit: number): Promise<BulkRow[]> {
  const { rows } = await db.query<BulkRow>({
    text: `select row_no as "rowNo", key from bulk_row
           where client_id = $1 and job_id = $2 and outcome is null order by row_no limit $3`,
    values: [clientId, jobId, limit],
  })
  return rows
}

export async function updateOutcome(
  db: Queryable,
  { clientId, jobId }: Key,
  rowNo: number,
  made: Outcome,
): Promise<void> {
  await db.query({
    text: 'update bulk_row set outcome = $4, reason = $5 where client_id = $1 and job_id = $2 and row_no = $3',
    values: [clientId, jobId, rowNo, made.outcome, made.reason],
  })
}

export async function selectJob(db: Queryable, clientId: ClientId, jobId: string): Promise<BulkJob | undefined> {
  const { rows } = await db.query<BulkJob>({
    text: `select ${COLUMNS} from bulk_job where client_id = $1 and job_id = $2`,
    values: [clientId, jobId],
  })
  return rows[0]
}

export interface Progress {
  done: number
  refused: number
}

export async function selectProgress(db: Queryable, { clientId, jobId }: Key): Promise<Progress> {
  const { rows } = await db.query<Progress>({
    text: `select count(*) filter (where outcome = 'DONE')::int as done,
                  count(*) filter (where outcome = 'REFUSED')::int as refused
           from bulk_row where client_id = $1 and job_id = $2`,
    values: [clientId, jobId],
  })
  return rows[0] ?? { done: 0, refused: 0 }
}

export interface RefusedRow {
  key: string
  reason: string | null
}

export async function selectRefused(db: Queryable, { clientId, jobId }: Key, limit: number): Promise<RefusedRow[]> {
  const { rows } = await db.query<RefusedRow>({
    text: `select key, reason from bulk_row
           where client_id = $1 and job_id = $2 and outcome = 'REFUSED' order by row_no limit $3`,
    values: [clientId, jobId, limit],
  })
  return rows
}
