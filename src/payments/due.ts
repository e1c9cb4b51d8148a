import type { DueWork } from '../platform/due-work.ts'
import { AWAITING, NAMED_NOW } from './waiting-queries.ts'

/** Entries are matched as they come: none waits for a moment, but all are handled before a sandbox’s day ends. */
export const PAYMENTS_DUE: DueWork[] = [
  {
    name: 'bank entries to match',
    count: `select count(*) from bank_entry where client_id = 0 and state = 'new' and $1::timestamptz is not null`,
    next: `select null::timestamptz where $1::timestamptz is null`,
  },
  {
    name: 'waiting bank entries whose case has opened',
    count: `select count(*) from bank_entry e where ${AWAITING} and ${NAMED_NOW} and $1::timestamptz is not null`,
    next: `select null::timestamptz where $1::timestamptz is null`,
  },
  {
    name: 'returns to payers to send',
    count: `select count(*) from payment_return where client_id = 0 and state in ('ordered', 'written') and coalesce(next_attempt_at, send_at) <= $1`,
    oldest: `select min(coalesce(next_attempt_at, send_at)) from payment_return where client_id = 0 and state in ('ordered', 'written') and coalesce(next_attempt_at, send_at) <= $1`,
    next: `select min(coalesce(next_attempt_at, send_at)) from payment_return where client_id = 0 and state in ('ordered', 'written') and coalesce(next_attempt_at, send_at) > $1`,
  },
]
