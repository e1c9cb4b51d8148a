import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable } from '../platform/database.ts'
import type { CaseKey } from '../claims/queries.ts'

/** Another case of the same client and debtor. */
export interface OtherCase extends CaseKey {
  otherCaseId: CaseId
  dueDate: CivilDate
  closedAt: Date | null
  /** Reminders that were charged on it. */
  reminders: number
}

const OTHERS_MAX = 20_000

const CASE_KEYS = bulk({ client_id: 'bigint', case_id: 'bigint' })

/** The other cases of the debtors of these cases of Danish consumers: the only country that counts over a debtor's cases. */
export async function selectCasesOfDebtors(db: Queryable, keys: readonly CaseKey[]): Promise<OtherCase[]> {
  const { rows } = await db.query<OtherCase>({
    text: `with own as (
             select c.client_id, c.case_id, c.debtor_key
             from ${CASE_KEYS.from(2)} join collection_case c using (client_id, case_id))
           select own.client_id as "clientId", own.case_id as "caseId", o.case_id as "otherCaseId", o.due_date as "dueDate",
                  o.closed_at as "closedAt", r.reminders
           from own join collection_case o on o.client_id = own.client_id and o.debtor_key = own.debtor_key
             and o.country = 'DK' and o.debtor_type = 'CONSUMER' and o.case_id <> own.case_id
           cross join lateral (select count(*)::int as reminders from (
             select from case_step s
             where s.client_id = o.client_id and s.case_id = o.case_id and s.kind = 'REMINDER' and s.fee_minor > 0
             union all
             select from earlier_letter l
             where l.client_id = o.client_id and l.case_id = o.case_id and l.kind = 'REMINDER' and l.fee_minor > 0
               and not l.by_creditor) charged) r
           order by own.client_id, own.case_id, o.due_date limit $1`,
    values: [OTHERS_MAX, ...CASE_KEYS.values(keys)],
  })
  return rows
}
