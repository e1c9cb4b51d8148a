import type { CivilDate } from '@saatava/core/dates.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable } from '../platform/database.ts'
import type { CaseKey } from './queries.ts'

export interface HistoryRow extends CaseKey {
  kind: 'REMINDER' | 'DEMAND' | 'PLAN'
  date: CivilDate
  /** Minor units, as text. */
  charged: string
  /** The last day that the letter gives to pay or to object. */
  payBy: CivilDate | null
  /** The creditor sent it itself. */
  byCreditor: boolean
}

const CASE_KEYS = bulk({ client_id: 'bigint', case_id: 'bigint' })

/** Reminders, demands and plans, the earlier letters among them, of cases, each case's in order; plans that were only offered cost nothing. */
export async function selectHistories(db: Queryable, keys: CaseKey[]): Promise<HistoryRow[]> {
  const { rows } = await db.query<HistoryRow>({
    name: 'case-histories',
    text: `with n as (select * from ${CASE_KEYS.from(1)})
           select client_id as "clientId", case_id as "caseId", kind, taken_on as date, fee_minor::text as charged,
                  pay_by as "payBy", false as "byCreditor"
           from case_step join n using (client_id, case_id) where kind in ('REMINDER', 'DEMAND')
           union all
           select client_id, case_id, kind, sent_on, fee_minor::text, pay_by, by_creditor
           from earlier_letter join n using (client_id, case_id)
           union all
           select client_id, case_id, 'PLAN', created_at::date, fee_minor::text, null, false
           from payment_plan join n using (client_id, case_id) where state <> 'OFFERED' and fee_minor > 0
           order by 1, 2, 4, 3`,
    values: CASE_KEYS.values(keys),
  })
  return rows
}
