import type { Tx } from '../platform/database.ts'
import type { CaseKey } from './queries.ts'

export interface Advance extends CaseKey {
  stage: string
  stepIndex: number
  nextDate: string | null
  nextAt: Date | null
}

/** Moves cases on. Guarded: a case that somebody closed meanwhile stays closed; its row is locked, so there is none. */
export async function advanceCases(tx: Tx, advances: Advance[], at: Date): Promise<void> {
  if (advances.length === 0) return
  await tx.query({
    name: 'case-advance',
    text: `update collection_case c set stage = n.stage, step_index = n.step_index, next_date = n.next_date, next_at = n.next_at, updated_at = $7
           from unnest($1::bigint[], $2::bigint[], $3::text[], $4::smallint[], $5::date[], $6::timestamptz[])
             as n (client_id, case_id, stage, step_index, next_date, next_at)
           where c.client_id = n.client_id and c.case_id = n.case_id and c.status <> 'CLOSED'`,
    values: [
      advances.map((row) => row.clientId),
      advances.map((row) => row.caseId),
      advances.map((row) => row.stage),
      advances.map((row) => row.stepIndex),
      advances.map((row) => row.nextDate),
      advances.map((row) => row.nextAt),
      at,
    ],
  })
}
