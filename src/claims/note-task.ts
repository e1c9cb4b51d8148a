import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { emit } from '../platform/events.ts'
import type { Case } from './case.ts'
import { insertCaseEvent } from './queries.ts'

/** Something that a person of the agency must see to, in the case's history and for the partner. */
export async function noteTask(
  ctx: Ctx,
  tx: Tx,
  debt: Case,
  task: { task: string } & Record<string, unknown>,
  at: Date,
): Promise<void> {
  await insertCaseEvent(tx, debt, 'TASK', task, at)
  await emit(ctx, tx, debt.clientId, 'case.task', `case:${debt.caseId}`, { invoiceNumber: debt.invoiceNumber, ...task })
}
