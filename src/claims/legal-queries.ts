import type { Tx } from '../platform/database.ts'
import type { Case } from './case.ts'

export type LegalState = Pick<Case, 'stage' | 'stepIndex' | 'legalApprovedOn' | 'legalActOn' | 'nextDate'> & {
  nextAt: Date | null
}

/** How far a case has come in law, and when it is looked at next. The case row is locked by the caller. */
export async function updateLegal(tx: Tx, debt: Case, legal: LegalState, at: Date): Promise<void> {
  await tx.query({
    text: `update collection_case set stage = $3, legal_approved_on = $4, legal_act_on = $5, next_date = $6, next_at = $7,
             updated_at = $8, step_index = $9 where client_id = $1 and case_id = $2 and status <> 'CLOSED'`,
    values: [
      debt.clientId,
      debt.caseId,
      legal.stage,
      legal.legalApprovedOn,
      legal.legalActOn,
      legal.nextDate,
      legal.nextAt,
      at,
      legal.stepIndex,
    ],
  })
}
