/** SQL of the cases that follow a policy. Policies are the agency's, so these reads go over its clients. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import type { Case } from '../../claims/case.ts'
import { COLUMNS, type CaseKey, type Row, caseOf } from '../../claims/queries.ts'
import { bulk } from '../../platform/bulk.ts'
import type { Queryable } from '../../platform/database.ts'

/** The place of a case among those of a policy. */
export interface PolicyPlace {
  version: number
  clientId: ClientId
  caseId: CaseId
}

/** Cases of a policy that are not closed, in the order of the index `collection_case_policy`. */
export async function selectOpenCases(
  db: Queryable,
  policyId: string,
  after: PolicyPlace,
  limit: number,
): Promise<Case[]> {
  const { rows } = await db.query<Row>({
    text: `select ${COLUMNS} from collection_case c
           where c.policy_id = $1 and c.status <> 'CLOSED'
             and (c.policy_version, c.client_id, c.case_id) > ($2::integer, $3::bigint, $4::bigint)
           order by c.policy_version, c.client_id, c.case_id limit $5`,
    values: [policyId, after.version, after.clientId, after.caseId, limit],
  })
  return rows.map(caseOf)
}

const CASE_KEYS = bulk({ client_id: 'bigint', case_id: 'bigint' })

/** The days from which the next steps of cases are counted: of the last step, or of the last earlier letter after the due date. */
export async function selectLastSteps(db: Queryable, keys: readonly CaseKey[]): Promise<Map<CaseId, CivilDate>> {
  const { rows } = await db.query<{ caseId: CaseId; takenOn: CivilDate }>({
    text: `with n as (select * from ${CASE_KEYS.from(1)})
           select case_id as "caseId", max(day)::date as "takenOn" from (
             select client_id, case_id, taken_on as day from case_step join n using (client_id, case_id)
             union all
             select l.client_id, l.case_id, l.sent_on
             from earlier_letter l join n using (client_id, case_id)
             join collection_case c using (client_id, case_id) where l.sent_on > c.due_date) taken
           group by client_id, case_id`,
    values: CASE_KEYS.values(keys),
  })
  return new Map(rows.map(({ caseId, takenOn }) => [caseId, takenOn]))
}
