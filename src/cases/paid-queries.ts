/** SQL that closes many paid cases at once. */
import type { Tx } from '../platform/database.ts'
import type { CaseKey } from './queries.ts'
import { statusesBefore } from './states.ts'

/** Those among cases with a plan that is offered or under way: "client case". */
export async function withLivePlan(tx: Tx, keys: readonly CaseKey[]): Promise<Set<string>> {
  const { rows } = await tx.query<CaseKey>({
    name: 'cases-with-plan',
    text: `select client_id as "clientId", case_id as "caseId" from unnest($1::bigint[], $2::bigint[]) as n (client_id, case_id)
           join payment_plan p using (client_id, case_id) where p.state in ('OFFERED', 'ACTIVE')`,
    values: [keys.map((key) => key.clientId), keys.map((key) => key.caseId)],
  })
  return new Set(rows.map((row) => `${row.clientId} ${row.caseId}`))
}

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
