import { ACCOUNTING_DUE } from '../accounting/due.ts'
import { CASES_DUE } from '../case-api/due.ts'
import { DISTRIBUTION_DUE } from '../distribution/due.ts'
import { FEED_DUE } from '../feed/due.ts'
import { FUNDS_DUE } from '../funds/due.ts'
import { HANDOVER_DUE } from '../handover/due.ts'
import { INVOICES_DUE } from '../invoices/due.ts'
import { PAYMENTS_DUE } from '../payments/due.ts'
import { SETTLEMENTS_DUE } from '../settlements/due.ts'
import { WEBHOOKS_DUE } from '../webhooks/due.ts'
import type { Queryable } from '../platform/database.ts'
import type { DueWork } from '../platform/due-work.ts'
import { type DueRow, dueAt } from './queries.ts'

/** All work that waits for its moment by the clock. A noun that has some adds its own here. */
export const DUE_WORK: readonly DueWork[] = [
  ...INVOICES_DUE,
  ...DISTRIBUTION_DUE,
  ...CASES_DUE,
  ...HANDOVER_DUE,
  ...PAYMENTS_DUE,
  ...FUNDS_DUE,
  ...SETTLEMENTS_DUE,
  ...ACCOUNTING_DUE,
  ...FEED_DUE,
  ...WEBHOOKS_DUE,
]

/** Counts the unfinished work that is due at a moment, by kind, and returns when more falls due. */
export function countDue(db: Queryable, at: Date): Promise<DueRow[]> {
  return dueAt(db, DUE_WORK, at)
}
