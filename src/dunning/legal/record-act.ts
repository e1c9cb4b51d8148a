import type { CaseId } from '@saatava/core/ids.ts'
import { type CivilDate, civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { audit } from '../../audit-entries/audit.ts'
import { words } from '../../audit-entries/words.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { retryOnDeadlock } from '../../platform/retry-on-deadlock.ts'
import { AppError } from '../../platform/errors.ts'
import type { Case } from '../../claims/case.ts'
import { selectCaseById } from '../../claims/find-queries.ts'
import { nextDateOf } from '../../claims/next-date.ts'
import { lockCaseRows } from '../../claims/queries.ts'
import { recordCaseEvent } from '../../claims/record-case-events.ts'
import { later, nextLook } from '../../claims/schedule.ts'
import { type LegalStage, STAGES, isHeld } from '../../claims/states.ts'
import { dryRun } from '../../claims/dry-run.ts'
import { awaitsApproval } from '../../claims/approval.ts'
import { updateLegal } from '../../claims/update-queries.ts'

/** An act of a court or an enforcement authority, as a person of the agency knows it. */
export interface LegalAct {
  caseId: CaseId
  /** How far the case has come by it; never back. */
  stage: LegalStage
  /** The day it happened; civil date, today at the latest. */
  date: CivilDate
  /** Under which it is known there: "Protocol 26/1234". */
  reference: string
  comment?: string
}

export interface RecordedAct extends LegalAct {
  was: string
  /** When the policy's next step comes, counted from the act; null: the policy has none. */
  nextDate: CivilDate | null
}

/**
 * Records an act of a court or an authority: stage, event, audit. The policy's later steps are counted from it.
 * @throws AppError NOT_FOUND, RULE
 */
export function recordLegalAct(ctx: Ctx, act: LegalAct): Promise<RecordedAct> {
  return retryOnDeadlock(ctx.platform.pool, (tx) => record(ctx, tx, act))
}

/** Previews the outcome; nothing is stored. @throws AppError as recordLegalAct */
export function previewLegalAct(ctx: Ctx, act: LegalAct): Promise<RecordedAct> {
  return dryRun(ctx.platform.pool, (tx) => record(ctx, tx, act))
}

/** Records it in the caller's transaction. @throws AppError as recordLegalAct */
export async function record(ctx: Ctx, tx: Tx, act: LegalAct): Promise<RecordedAct> {
  const found = await selectCaseById(tx, act.caseId)
  const [debt] = found === undefined ? [] : await lockCaseRows(tx, [found])
  if (debt === undefined) throw new AppError('NOT_FOUND', `There is no case ${act.caseId}.`)
  const at = ctx.platform.clock.now()
  const today = civilDateAt(at, timeZoneOf(debt.country))
  const against = ruleAgainst(debt, act, today)
  if (against !== undefined) throw new AppError('RULE', against)
  const { stage, date, reference, comment } = act
  const { stepIndex } = debt
  const legal = {
    stage,
    stepIndex,
    legalApprovedOn: debt.legalApprovedOn,
    legalActOn: later(date, debt.legalActOn ?? date),
  }
  const nextDate = isHeld(debt) ? debt.nextDate : await nextDateOf(tx, { ...debt, ...legal }, today)
  await updateLegal(tx, debt, { ...legal, nextDate, nextAt: nextLook(debt, nextDate, at) }, at)
  const data = { stage, was: debt.stage, date, reference, comment: comment ?? null, nextDate }
  const subject = `case:${debt.caseId}`
  await recordCaseEvent(ctx, tx, debt, 'LEGAL_ACT', data, at)
  await audit(ctx, tx, debt.clientId, 'case.legal.recorded', subject, {
    ...data,
    ...{ reference: words(reference), comment: words(comment) },
  })
  return { ...act, was: debt.stage, nextDate }
}

/** Why it cannot be, in a sentence. */
function ruleAgainst(debt: Case, { stage, date }: LegalAct, today: CivilDate): string | undefined {
  const { caseId, legalApprovedOn } = debt
  if (debt.status === 'CLOSED') return `Case ${caseId} is closed: ${debt.closingReason}.`
  if (awaitsApproval(debt))
    return `Legal steps of case ${caseId} wait for its creditor, who must send the action APPROVE.`
  if (legalApprovedOn === null)
    return `Case ${caseId} is at ${debt.stage}; legal steps can begin only after its creditor has approved them.`
  if (STAGES.indexOf(stage) < STAGES.indexOf(debt.stage))
    return `Case ${caseId} is at ${debt.stage} already; a case never goes back to an earlier stage.`
  if (date > today) return `${date} is after today, ${today}.`
  if (date < legalApprovedOn) return `${date} is before the creditor’s approval of ${legalApprovedOn}.`
  return undefined
}
