/** SQL of a case's history. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseEventOf } from '../../claims/history.ts'
import type { Queryable } from '../../platform/database.ts'
import type { CaseKey } from '../../claims/queries.ts'

export type CaseEventRow = CaseEventOf<{ eventId: string; at: Date }>

/** The latest `limit` events of a case, in order. */
export async function selectCaseEvents(db: Queryable, key: CaseKey, limit: number): Promise<CaseEventRow[]> {
  const { rows } = await db.query<CaseEventRow>({
    text: `select event_id as "eventId", at, kind, data from case_event where client_id = $1 and case_id = $2
           order by event_id desc limit $3`,
    values: [key.clientId, key.caseId, limit],
  })
  return rows.toReversed()
}

export interface CaseStepRow {
  stepIndex: number
  kind: string
  takenOn: CivilDate
  /** Minor units, as text. */
  fee: string
  ruleId: string | null
  ruleSource: string | null
}

export async function selectCaseSteps(db: Queryable, key: CaseKey): Promise<CaseStepRow[]> {
  const { rows } = await db.query<CaseStepRow>({
    text: `select step_index as "stepIndex", kind, taken_on as "takenOn", fee_minor::text as fee, rule_id as "ruleId",
                  rule_source as "ruleSource"
           from case_step where client_id = $1 and case_id = $2 order by step_index`,
    values: [key.clientId, key.caseId],
  })
  return rows
}

/** The moment of the last change of a case, to the microsecond. */
export async function selectCaseChange(db: Queryable, key: CaseKey): Promise<string | undefined> {
  const { rows } = await db.query<{ changedAt: string }>({
    text: `select updated_at::text as "changedAt" from collection_case where client_id = $1 and case_id = $2`,
    values: [key.clientId, key.caseId],
  })
  return rows[0]?.changedAt
}
