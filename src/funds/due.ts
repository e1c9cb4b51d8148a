import type { DueWork } from '../platform/due-work.ts'

/** Balances are compared as they come: none waits for a moment, but all are compared before a sandbox’s day ends. */
export const FUNDS_DUE: DueWork[] = [
  {
    name: 'bank balances to compare',
    count: `select count(*) from bank_statement where client_id = 0 and closing_minor is not null and compared_at is null and compare_after <= $1`,
    next: `select min(compare_after) from bank_statement where client_id = 0 and closing_minor is not null and compared_at is null and compare_after > $1`,
  },
  {
    name: 'bank entries to book in the agency’s journal',
    count: `select count(*) from bank_entry where client_id = 0 and funds_due and funds_after <= $1`,
    next: `select min(funds_after) from bank_entry where client_id = 0 and funds_due and funds_after > $1`,
  },
]
