import type { Queryable } from '../platform/database.ts'
import type { CaseKey } from './queries.ts'

export interface Act extends CaseKey {
  /** Civil date, where it is known as one. */
  date: string | null
  at: Date | null
}

/** Letters that left and did not come back, accepted plans and acts of authorities, each of which interrupts the limitation of a claim. */
export async function selectActs(db: Queryable, keys: readonly CaseKey[]): Promise<Act[]> {
  const { rows } = await db.query<Act>({
    text: `with n as (select distinct * from unnest($1::bigint[], $2::bigint[]) as n (client_id, case_id))
           select client_id as "clientId", case_id as "caseId", taken_on as date, null::timestamptz as at
           from case_step s join n using (client_id, case_id)
           where (select bool_or(e.kind in ('LETTER_SENT', 'LETTER_DELIVERED')) and bool_and(e.kind <> 'LETTER_UNDELIVERED')
                  from case_event e
                  where e.client_id = s.client_id and e.case_id = s.case_id and e.data ->> 'letterId' = s.letter_id::text)
           union all
           select client_id, case_id, null, created_at
           from payment_plan join n using (client_id, case_id) where state <> 'OFFERED'
           union all
           select client_id, case_id, legal_act_on, null
           from collection_case join n using (client_id, case_id) where legal_act_on is not null`,
    values: [keys.map((key) => key.clientId), keys.map((key) => key.caseId)],
  })
  return rows
}
