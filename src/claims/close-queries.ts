/** SQL that closes and reopens cases, and moves them on. */
import type { Tx } from '../platform/database.ts'
import type { CaseKey } from './queries.ts'
import { statusesBefore } from './states.ts'

/** @returns those that were not closed before: "client case" */
export async function closeAllPaid(tx: Tx, keys: readonly CaseKey[], at: Date): Promise<Set<string>> {
  const { rows } = await tx.query<CaseKey>({
    name: 'cases-close-paid',
    text: `update collection_case c set status = 'CLOSED', stage = 'CLOSED', status_reason = null, closing_reason = 'PAID', closed_at = $3,
             next_date = null, next_at = null, paused_until = null, disputed_minor = null, updated_at = $3
           from unnest($1::bigint[], $2::bigint[]) as n (client_id, case_id)
           where c.client_id = n.client_id and c.case_id = n.case_id and c.status = any($4::text[])
           returning c.client_id as "clientId", c.case_id as "caseId"`,
    values: [keys.map((key) => key.clientId), keys.map((key) => key.caseId), at, statusesBefore('CLOSED')],
  })
  return new Set(rows.map((row) => `${row.clientId} ${row.caseId}`))
}

/** Opens a case that was closed as paid or credited. @returns the stage it had, or undefined where it was not closed so */
export async function reopen(
  tx: Tx,
  key: CaseKey,
  { nextDate, nextAt, at }: { nextDate: string; nextAt: Date; at: Date },
): Promise<string | undefined> {
  const { rows } = await tx.query<{ stage: string }>({
    text: `update collection_case c set status = 'OPEN', status_reason = 'PAYMENT_REVERSED', closing_reason = null, closed_at = null,
             next_date = $3, next_at = $4, updated_at = $5,
             stage = coalesce((select e.data->>'stage' from case_event e where e.client_id = $1 and e.case_id = $2 and e.kind = 'CLOSED'
                               order by e.event_id desc limit 1), 'OVERDUE')
           where c.client_id = $1 and c.case_id = $2 and c.status = 'CLOSED' and c.closing_reason in ('PAID', 'CREDITED') returning stage`,
    values: [key.clientId, key.caseId, nextDate, nextAt, at],
  })
  return rows[0]?.stage
}
