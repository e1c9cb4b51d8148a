/** SQL of the release of cases that were taken over. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import { COLUMNS, type Row, caseOf } from '../claims/queries.ts'
import type { Case } from '../claims/case.ts'
import type { Tx } from '../platform/database.ts'

export interface Wanted {
  clientId: ClientId
  /** null: of every take-over. */
  takenOverOn: CivilDate | null
  /** null: all of them. */
  caseIds: readonly CaseId[] | null
}

/** Cases on hold since they were taken over, locked in order, each with the day of its last letter or step. */
export async function lockWaiting(
  tx: Tx,
  { clientId, takenOverOn, caseIds }: Wanted,
  limit: number,
): Promise<{ debt: Case; lastStep: CivilDate | undefined }[]> {
  const { rows } = await tx.query<Row & { lastStep: CivilDate | null }>({
    text: `select ${COLUMNS}, (
             select max(d.day) from (
               select s.taken_on as day from case_step s where s.client_id = c.client_id and s.case_id = c.case_id
               union all
               select l.sent_on from earlier_letter l
               where l.client_id = c.client_id and l.case_id = c.case_id and l.sent_on > c.due_date) d) as "lastStep"
           from taken_over_case t join collection_case c using (client_id, case_id)
           where t.client_id = $1 and t.released_at is null and c.hold = 'TAKEN_OVER'
             and ($2::date is null or t.taken_over_on = $2) and ($3::bigint[] is null or t.case_id = any($3))
           order by c.case_id limit $4 for no key update of c`,
    values: [clientId, takenOverOn, caseIds, limit],
  })
  return rows.map(({ lastStep, ...row }) => ({ debt: caseOf(row), lastStep: lastStep ?? undefined }))
}

export async function markReleased(
  tx: Tx,
  clientId: ClientId,
  caseIds: readonly CaseId[],
  { by, at }: { by: string; at: Date },
): Promise<void> {
  await tx.query({
    text: `update taken_over_case set released_at = $3, released_by = $4
           where client_id = $1 and case_id = any($2::bigint[]) and released_at is null`,
    values: [clientId, caseIds, at, by],
  })
}
