import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { type DebtorMark, stoppingMark } from '@saatava/law/debtor-marks.ts'
import { LawError } from '@saatava/law/errors.ts'
import { audit } from '../../audit-entries/audit.ts'
import { words } from '../../audit-entries/words.ts'
import type { Case } from '../../claims/case.ts'
import { bringUpToDate } from '../../claims/claim.ts'
import { withGuardian } from '../../claims/debtor.ts'
import { updateDebtors } from '../../claims/update-queries.ts'
import type { DebtorKey } from '../../debtors/debtor.ts'
import { type NewMark, insertMark, liftMark, selectStandingMarks, touchDebtor } from '../../debtors/mark-queries.ts'
import { caseTermsOf } from '../../debtors/marks.ts'
import { emit } from '../../events/emit.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { AppError } from '../../platform/errors.ts'
import { resumeCase } from '../resume-case.ts'
import { lockOpenCasesOf } from './cases-of-debtor.ts'
import { isStoppedByMark, suspendMarked } from './hold-marked.ts'
import { lockKnown } from './lock-known.ts'

/**
 * Sets a mark of a debtor, or sets it again with another day, source or guardian. Its open cases follow at once: they are
 * suspended where the mark stops collection, their letters go to a guardian, and interest ends with a bankruptcy.
 * @throws AppError NOT_FOUND, GONE the debtor was erased
 */
export async function markDebtor(ctx: Ctx, tx: Tx, key: DebtorKey, mark: NewMark, at: Date): Promise<void> {
  await lockKnown(tx, key)
  await liftMark(tx, key, mark.mark, { by: ctx.actor, at })
  await insertMark(tx, key, mark, { by: ctx.actor, at })
  await touchDebtor(tx, key, at)
  const { clientId, debtorId } = key
  const subject = `debtor:${debtorId}`
  const about = { mark: mark.mark, fromDay: mark.fromDay }
  await audit(ctx, tx, clientId, 'debtor.marked', subject, { ...about, source: words(mark.source) })
  await emit(ctx, tx, clientId, 'debtor.marked', subject, about)
  await applyMarks(ctx, tx, key, at)
}

/** Lifts a mark: cases that it alone stopped go on. @throws AppError NOT_FOUND no such debtor, or the mark does not stand; GONE */
export async function unmarkDebtor(ctx: Ctx, tx: Tx, key: DebtorKey, mark: DebtorMark, at: Date): Promise<void> {
  await lockKnown(tx, key)
  if (!(await liftMark(tx, key, mark, { by: ctx.actor, at })))
    throw new AppError('NOT_FOUND', `The debtor ${key.debtorId} has no mark ${mark}.`)
  await touchDebtor(tx, key, at)
  const subject = `debtor:${key.debtorId}`
  await audit(ctx, tx, key.clientId, 'debtor.unmarked', subject, { mark })
  await emit(ctx, tx, key.clientId, 'debtor.unmarked', subject, { mark })
  await applyMarks(ctx, tx, key, at)
}

/** The open cases as the standing marks want them. */
async function applyMarks(ctx: Ctx, tx: Tx, key: DebtorKey, at: Date): Promise<void> {
  const marks = (await selectStandingMarks(tx, [key]))(key)
  const { guardian, interestUntil } = caseTermsOf(marks)
  const stop = stoppingMark(marks)
  const cases = await lockOpenCasesOf(tx, key)
  const now = cases.map((debt): Case => ({ ...debt, debtor: withGuardian(debt.debtor, guardian), interestUntil }))
  await updateDebtors(tx, now, at)
  for (const [i, debt] of now.entries()) {
    if (cases[i]?.interestUntil !== interestUntil) await correctInterest(ctx, tx, debt, at)
    if (stop !== undefined) await suspendMarked(ctx, tx, debt, stop, at)
    else if (isStoppedByMark(debt)) await resumeCase(ctx, tx, debt, civilDateAt(at, timeZoneOf(debt.country)), at)
  }
}

/** Where the law gives no rate for today, the interest is corrected when the case is next brought up to date. */
async function correctInterest(ctx: Ctx, tx: Tx, debt: Case, at: Date): Promise<void> {
  try {
    await bringUpToDate(ctx, tx, debt, civilDateAt(at, timeZoneOf(debt.country)))
  } catch (error) {
    if (!(error instanceof LawError)) throw error
  }
}
