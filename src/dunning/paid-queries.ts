/** SQL that closes many paid cases at once. */
import type { Tx } from '../platform/database.ts'
import type { CaseKey } from '../claims/queries.ts'

/** Returns those cases that have a plan offered or under way: "client case". */
export async function withLivePlan(tx: Tx, keys: readonly CaseKey[]): Promise<Set<string>> {
  const { rows } = await tx.query<CaseKey>({
    name: 'cases-with-plan',
    text: `select client_id as "clientId", case_id as "caseId" from unnest($1::bigint[], $2::bigint[]) as n (client_id, case_id)
           join payment_plan p using (client_id, case_id) where p.state in ('OFFERED', 'ACTIVE')`,
    values: [keys.map((key) => key.clientId), keys.map((key) => key.caseId)],
  })
  return new Set(rows.map((row) => `${row.clientId} ${row.caseId}`))
}
