/** SQL of failures of queue rows. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable, Tx } from '../database.ts'

export interface FailedRow {
  clientId: ClientId
  queue: string
  subject: string
}

export interface Failure {
  attempts: number
  failingSince: Date
  nextAttemptAt: Date
}

export interface Backoff {
  /** The first rest; it doubles from failure to failure. */
  firstMs: number
  maxMs: number
  /** A failure that is older than this past its next attempt belongs to work that has been done since. */
  staleMs: number
}

/** Counts one more failure of a row. @returns how often it has failed, and when it is tried next */
export async function countFailure(tx: Tx, row: FailedRow, at: Date, backoff: Backoff): Promise<Failure> {
  const { rows } = await tx.query<Failure>({
    text: `insert into queue_failure as f (client_id, queue, subject, attempts, failing_since, next_attempt_at)
           values ($1, $2, $3, 1, $4, $4::timestamptz + $5 * interval '1 ms')
           on conflict (client_id, queue, subject) do update set
             attempts = case when f.next_attempt_at < $4::timestamptz - $7 * interval '1 ms' then 1 else f.attempts + 1 end,
             failing_since = case when f.next_attempt_at < $4::timestamptz - $7 * interval '1 ms' then $4 else f.failing_since end,
             next_attempt_at = $4::timestamptz + interval '1 ms' *
               case when f.next_attempt_at < $4::timestamptz - $7 * interval '1 ms' then $5
                    else least($6, $5 * power(2, least(f.attempts, 30))) end
           returning attempts, failing_since as "failingSince", next_attempt_at as "nextAttemptAt"`,
    values: [row.clientId, row.queue, row.subject, at, backoff.firstMs, backoff.maxMs, backoff.staleMs],
  })
  const [failure] = rows
  if (failure === undefined) throw new Error('an insert returned no row')
  return failure
}

/** Since when the longest failing row of each queue fails, and how many there are. */
export async function selectFailing(
  db: Queryable,
  at: Date,
  staleMs: number,
): Promise<{ queue: string; since: Date; count: number }[]> {
  const { rows } = await db.query<{ queue: string; since: Date; count: number }>({
    text: `select queue, min(failing_since) as since, count(*)::int as count from queue_failure
           where next_attempt_at >= $1::timestamptz - $2 * interval '1 ms' group by queue`,
    values: [at, staleMs],
  })
  return rows
}

export async function deleteStale(db: Queryable, at: Date, staleMs: number, limit: number): Promise<void> {
  await db.query({
    text: `delete from queue_failure where (client_id, queue, subject) in
             (select client_id, queue, subject from queue_failure
              where next_attempt_at < $1::timestamptz - $2 * interval '1 ms' limit $3)`,
    values: [at, staleMs, limit],
  })
}
