import { emit } from '../events/emit.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import type { Case } from './case.ts'
import type { CaseHistory } from './history.ts'
import { insertCaseEvent } from './queries.ts'

/**
 * Notes something that a person of the agency must see to, in the case's history and for the partner.
 * @param note with the comment of a person, which the history alone keeps
 */
export async function noteTask(ctx: Ctx, tx: Tx, debt: Case, note: CaseHistory['TASK'], at: Date): Promise<void> {
  const { comment: _comment, ...task } = note
  await insertCaseEvent(tx, debt, 'TASK', note, at)
  await emit(ctx, tx, debt.clientId, 'case.task', `case:${debt.caseId}`, { invoiceNumber: debt.invoiceNumber, ...task })
}
