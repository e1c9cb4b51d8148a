import { type DueWork, timedWork } from '../platform/due-work.ts'

/** Clients to be paid out, and files on their way into the bank's outbox. */
export const SETTLEMENTS_DUE: DueWork[] = [
  timedWork('settlements to make', 'settlement_schedule', 'next_at'),
  {
    name: 'payment files to put out',
    count: `select count(*) from settlement_run where client_id = 0 and created_at <= $1 and state in ('open', 'written')`,
    oldest: `select min(created_at) from settlement_run where client_id = 0 and created_at <= $1 and state in ('open', 'written')`,
    next: `select null::timestamptz`,
  },
]
