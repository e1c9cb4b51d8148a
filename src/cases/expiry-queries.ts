import type { Queryable } from '../platform/database.ts'
import type { CaseKey } from './queries.ts'

/** The days of letters, accepted plans and acts of authorities, each of which interrupts the limitation of a claim. */
export async function selectInterruptions(
  db: Queryable,
  keys: readonly CaseKey[],
): Promise<(CaseKey & { date: string })[]> {
  const { rows } = await db.query<CaseKey & { date: string }>({
    text: `with n as (select distinct * from unnest($1::bigint[], $2::bigint[]) as n (client_id, case_id))
           select client_id as "clientId", case_id as "caseId", taken_on as date
           from case_step join n using (client_id, case_id) where letter_id is not null
           union
           select client_id, case_id, created_at::date
           from payment_plan join n using (client_id, case_id) where state <> 'OFFERED'
           union
           select client_id, case_id, legal_act_on
           from collection_case join n using (client_id, case_id) where legal_act_on is not null`,
    values: [keys.map((key) => key.clientId), keys.map((key) => key.caseId)],
  })
  return rows
}
