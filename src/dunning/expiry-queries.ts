import type { CivilDate } from '@saatava/core/dates.ts'
import type { ActKind } from '@saatava/law/limitation.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable } from '../platform/database.ts'
import type { CaseKey } from '../claims/queries.ts'

const CASE_KEYS = bulk({ client_id: 'bigint', case_id: 'bigint' })

/** The days on which a case was paid, each once; payments that the bank took back are left out. */
export async function selectPaymentDays(
  db: Queryable,
  keys: readonly CaseKey[],
): Promise<(CaseKey & { date: CivilDate })[]> {
  const { rows } = await db.query<CaseKey & { date: CivilDate }>({
    text: `select distinct a.client_id as "clientId", a.case_id as "caseId", p.payment_date as date
           from ${CASE_KEYS.distinct(1)}
           join allocation a using (client_id, case_id) join payment p using (client_id, payment_id)
           where a.reversed_at is null`,
    values: CASE_KEYS.values(keys),
  })
  return rows
}

export interface Act extends CaseKey {
  kind: ActKind
  /** Civil date, where it is known as one. */
  date: CivilDate | null
  at: Date | null
  /** When a letter was delivered, where that is known. */
  receivedAt: Date | null
}

/** Letters that left and did not come back, accepted plans and acts of authorities, each of which may interrupt the limitation of a claim. */
export async function selectActs(db: Queryable, keys: readonly CaseKey[]): Promise<Act[]> {
  const { rows } = await db.query<Act>({
    text: `with n as (select * from ${CASE_KEYS.distinct(1)})
           select client_id as "clientId", case_id as "caseId", 'LETTER' as kind, taken_on as date, null::timestamptz as at,
                  l.received_at as "receivedAt"
           from case_step s join n using (client_id, case_id)
           cross join lateral (
             select bool_or(e.kind in ('LETTER_SENT', 'LETTER_DELIVERED')) and bool_and(e.kind <> 'LETTER_UNDELIVERED') as arrived,
                    min(e.at) filter (where e.kind = 'LETTER_DELIVERED') as received_at
             from case_event e
             where e.client_id = s.client_id and e.case_id = s.case_id and e.data ->> 'letterId' = s.letter_id::text) l
           where l.arrived
           union all
           select client_id, case_id, 'LETTER', sent_on, null, null
           from earlier_letter join n using (client_id, case_id) where not by_creditor and kind <> 'PLAN'
           union all
           select client_id, case_id, 'ACKNOWLEDGEMENT', acknowledged_on, null, null
           from collection_case join n using (client_id, case_id) where acknowledged_on is not null
           union all
           select client_id, case_id, 'ACKNOWLEDGEMENT', null, created_at, null
           from payment_plan join n using (client_id, case_id) where state <> 'OFFERED'
           union all
           select client_id, case_id, 'LEGAL', legal_act_on, null, null
           from collection_case join n using (client_id, case_id) where legal_act_on is not null`,
    values: CASE_KEYS.values(keys),
  })
  return rows
}
