import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import type { Case } from './case.ts'
import type { CaseHistory } from './history.ts'
import { recordCaseEvent } from './record-case-events.ts'

/**
 * Notes something that a person of the agency must see to, in the case's history and for the partner.
 * @param note with the comment of a person, which the history alone keeps
 */
export function noteTask(ctx: Ctx, tx: Tx, debt: Case, note: CaseHistory['TASK'], at: Date): Promise<void> {
  return recordCaseEvent(ctx, tx, debt, 'TASK', note, at)
}
