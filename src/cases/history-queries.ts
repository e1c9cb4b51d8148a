import type { Queryable } from '../platform/database.ts'
import type { CaseKey } from './queries.ts'

export interface ChargedRow {
  kind: 'REMINDER' | 'DEMAND' | 'PLAN'
  date: string
  /** Minor units, as text. */
  charged: string
}

/** Reminders, demands and plans of a case in order; plans that were only offered cost nothing. */
export async function selectFeeHistory(db: Queryable, key: CaseKey): Promise<ChargedRow[]> {
  const { rows } = await db.query<ChargedRow>({
    text: `select kind, taken_on as date, fee_minor::text as charged from case_step
           where client_id = $1 and case_id = $2 and kind in ('REMINDER', 'DEMAND')
           union all
           select 'PLAN', created_at::date, fee_minor::text from payment_plan
           where client_id = $1 and case_id = $2 and state <> 'OFFERED' and fee_minor > 0
           order by 2, 1`,
    values: [key.clientId, key.caseId],
  })
  return rows
}
