import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { type FedCaseEvent, recordCaseEvents } from '../../claims/record-case-events.ts'
import type { Decided } from './decide-all.ts'

/** Reminds creditors of legal steps that have waited long for their approval. */
export async function remindCreditors(ctx: Ctx, tx: Tx, decided: Decided[], at: Date): Promise<void> {
  const waiting = decided.flatMap(({ case: { clientId, caseId, invoiceNumber }, decision }): FedCaseEvent[] => {
    if (decision.kind !== 'AWAITS_APPROVAL') return []
    return [{ clientId, caseId, invoiceNumber, kind: 'APPROVAL_AWAITED', data: { nextDate: decision.nextDate } }]
  })
  await recordCaseEvents(ctx, tx, waiting, at)
}
