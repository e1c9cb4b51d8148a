import type { Tx } from '../platform/database.ts'
import type { CaseKey } from './queries.ts'

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
