import type { EventData } from '../events/catalogue.ts'
import { emit } from '../events/emit.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import type { Case } from './case.ts'
import { insertCaseEvent } from './queries.ts'

export type CaseTask = Omit<EventData<'case.task'>, 'invoiceNumber'>

/**
 * Notes something that a person of the agency must see to, in the case's history and for the partner.
 * @param comment of a person, for the history alone
 */
export async function noteTask(
  ctx: Ctx,
  tx: Tx,
  debt: Case,
  { comment, ...task }: CaseTask & { comment?: string | null },
  at: Date,
): Promise<void> {
  await insertCaseEvent(tx, debt, 'TASK', { ...task, ...(comment === undefined ? {} : { comment }) }, at)
  await emit(ctx, tx, debt.clientId, 'case.task', `case:${debt.caseId}`, { invoiceNumber: debt.invoiceNumber, ...task })
}
