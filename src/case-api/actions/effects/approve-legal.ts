import { mayTake } from '@saatava/law/may-take.ts'
import type { Tx } from '../../../platform/database.ts'
import type { Case } from '../../../claims/case.ts'
import { claimFromJournal } from '../../../claims/claim.ts'
import { feeHistory } from '../../../claims/fee-history.ts'
import { lawClaim } from '../../../claims/law-claim.ts'
import { lawOf } from '../../../agency/law-of.ts'
import { updateLegal } from '../../../claims/update-queries.ts'
import { nextDateOf } from '../../../claims/next-date.ts'
import { noteTask } from '../../../claims/note-task.ts'
import { selectPolicyVersion } from '../../../claims/queries.ts'
import { refused } from '../../../claims/refusal.ts'
import { nextLook } from '../../../claims/schedule.ts'
import { isHeld } from '../../../claims/states.ts'
import type { CaseAction, Effect, Scene } from '../action.ts'

/**
 * The creditor approves of legal steps. A person of the agency takes them, for whom there is a task; the policy's later
 * automatic steps are counted from today. @throws Refused, LawError where the law allows none yet
 */
export async function approveLegal(
  { ctx, tx, case: debt, at, today }: Scene,
  { actionId, comment, data }: CaseAction,
): Promise<Effect> {
  const rightMayBeLost = data.rightMayBeLost === true
  const claim = { ...lawClaim(debt, await claimFromJournal(tx, debt)), rightMayBeLost }
  const may = mayTake('LEGAL', await feeHistory(tx, debt), today, claim, await lawOf(ctx.platform, tx))
  if (!may.allowed) throw refused('LEGAL_NOT_ALLOWED', may.rule, may.source, `Legal steps may not begin: ${may.why}.`)
  const stepIndex = debt.stage === 'LEGAL' ? debt.stepIndex : await stepAfterOffer(tx, debt)
  const legal = { stage: 'LEGAL' as const, stepIndex, legalApprovedOn: today, legalActOn: debt.legalActOn }
  const nextDate = isHeld(debt) ? debt.nextDate : await nextDateOf(tx, { ...debt, ...legal }, today)
  await updateLegal(tx, debt, { ...legal, nextDate, nextAt: nextLook(debt, nextDate, at) }, at)
  await noteTask(ctx, tx, debt, { task: 'BEGIN_LEGAL_STEPS', actionId, comment }, at)
  const urgent = rightMayBeLost ? { rightMayBeLost } : {}
  return { stage: 'LEGAL', approvedOn: today, ...urgent, nextDate, rule: may.rule, source: may.source }
}

/** A claim may go to court before the policy has offered it: then the policy's step behind the offer comes next. */
async function stepAfterOffer(tx: Tx, debt: Case): Promise<number> {
  const policy = await selectPolicyVersion(tx, debt.policyId, debt.policyVersion)
  if (policy === undefined) return debt.stepIndex
  const offer = policy.steps.findIndex(({ kind }) => kind === 'OFFER_LEGAL')
  return offer < 0 ? policy.steps.length : Math.max(debt.stepIndex, offer + 1)
}
