import type { Queryable } from '../platform/database.ts'
import type { DueWork } from '../platform/due-work.ts'

// Documents that can be sent or searched for now: without those that another side has still to confirm, that are held, or
// that wait behind a refusal. Where the accounting system did not answer, its connection waits; what is counted then is
// not the worker's.
const SENDABLE = `
  accounting_document d
  join accounting_connection c on c.client_id = d.client_id
    and (c.company_identifier = d.company_identifier or (d.company_identifier = '' and c.is_default))
  join accounting_queue q on q.client_id = c.client_id and q.company_identifier = c.company_identifier
  where d.status in ('pending', 'sending', 'unknown') and not d.held and q.state = 'active'
    and not (coalesce(c.settings->>'onRefusal', '') = 'WAIT' and exists (
      select from accounting_document f where f.client_id = d.client_id and f.company_identifier = d.company_identifier
        and f.status = 'failed'))`

/**
 * Vouchers and payments on their way into accounting systems. Their queues rest by the database's clock, since what they
 * rest for is another machine; as time of a sandbox passes, `passTime` shortens those rests by as much.
 */
export const ACCOUNTING_DUE: DueWork[] = [
  {
    name: 'documents for accounting systems',
    count: `select count(*) from ${SENDABLE} and (q.failures = 0 or q.next_attempt_at <= statement_timestamp())`,
    oldest: `select min(d.submitted_at) from ${SENDABLE} and d.submitted_at <= $1 and (q.failures = 0 or q.next_attempt_at <= statement_timestamp())`,
    next: `select min($1 + (q.next_attempt_at - statement_timestamp())) from ${SENDABLE}
           and q.failures > 0 and q.next_attempt_at > statement_timestamp()`,
  },
]

/** So much time of a sandbox has passed at once: queues that rest after a failure rest so much less. */
export async function passTime(db: Queryable, ms: number): Promise<void> {
  await db.query({
    text: `update accounting_queue set next_attempt_at = next_attempt_at - make_interval(secs => $1::float8 / 1000)
           where state = 'active' and failures > 0 and next_attempt_at > statement_timestamp()`,
    values: [ms],
  })
}
