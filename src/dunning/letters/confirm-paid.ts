import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import type { Case } from '../../claims/case.ts'
import { selectCasesWithLetters } from './queries.ts'
import { sendEventLetters } from './send-event-letters.ts'

/**
 * Sends a letter to debtors whose cases were closed as PAID, where the policy says so: those who have had
 * a letter before. A debtor that paid without a letter knows of no case.
 */
export async function confirmPaid(ctx: Ctx, tx: Tx, closed: readonly Case[], at: Date): Promise<void> {
  if (closed.length === 0) return
  const reached = await selectCasesWithLetters(tx, closed)
  const events = closed
    .filter(({ clientId, caseId }) => reached.has(`${clientId} ${caseId}`))
    .map((debt) => {
      const dueDate = civilDateAt(at, timeZoneOf(debt.country))
      return { case: debt, kind: 'PAID' as const, about: { key: at.toISOString(), payable: 0n, dueDate } }
    })
  await sendEventLetters(ctx, tx, events, at)
}
