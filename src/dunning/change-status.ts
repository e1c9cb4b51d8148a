import type { CivilDate } from '@saatava/core/dates.ts'
import { markInvoiceCaseStatus } from '../invoices/case-queries.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import type { Case } from '../claims/case.ts'
import { recordCaseEvent } from '../claims/record-case-events.ts'
import { nextLook } from '../claims/schedule.ts'
import type { CaseStatus } from '../claims/states.ts'
import { updateStatus } from '../claims/update-queries.ts'

/** The new status of a case that is not closed. */
export interface StatusChange {
  status: Exclude<CaseStatus, 'CLOSED'>
  /** Why, for people and programs: "OBJECTION". */
  reason: string | null
  /** Civil date of the next check; null: no automatic step follows. */
  nextDate: CivilDate | null
  pausedUntil?: string | null
  /** Minor units. */
  disputed?: bigint | null
}

/**
 * Gives a case another status, with its event, the partners' event and the invoice's record. The case row is locked by
 * the caller. @returns the case as it is now. Throws for a transition that states.ts does not list.
 */
export async function changeStatus(ctx: Ctx, tx: Tx, before: Case, turn: StatusChange, at: Date): Promise<Case> {
  const { status, reason, nextDate, pausedUntil = null, disputed = null } = onHold(before, turn)
  const nextAt = nextLook({ ...before, status, disputed }, nextDate, at)
  const row = { status, statusReason: reason, nextDate, nextAt, pausedUntil, disputed }
  if (!(await updateStatus(tx, before, row, at)))
    throw new Error(`case ${before.caseId} is ${before.status}, from where it does not become ${status}`)
  const { clientId, invoiceId, caseId } = before
  if (before.status !== status) {
    await recordCaseEvent(ctx, tx, before, 'STATUS', { from: before.status, to: status, reason, nextDate }, at)
    await markInvoiceCaseStatus(tx, [{ clientId, invoiceId, caseId, status }], at)
  }
  return { ...before, status, statusReason: reason, nextDate, pausedUntil, disputed }
}

/** A case on hold is looked at by no worker: where it would be open, it is paused until a person releases it. */
function onHold({ hold }: Case, turn: StatusChange): StatusChange {
  if (hold === null) return turn
  return turn.status === 'OPEN'
    ? { status: 'PAUSED', reason: hold, nextDate: null }
    : { ...turn, nextDate: null, pausedUntil: null }
}
