import { mayTake } from '@saatava/law/may-take.ts'
import type { Tx } from '../../../platform/database.ts'
import type { Case } from '../../../claims/case.ts'
import { claimFromJournal } from '../../../claims/claim.ts'
import { feeHistory } from '../../../claims/fee-history.ts'
import { lawClaim } from '../../../claims/law-claim.ts'
import { lawOf } from '../../../agency/law-of.ts'
import { updateLegal } from '../../../claims/legal-queries.ts'
import { nextDateOf } from '../../../claims/next-date.ts'
import { noteTask } from '../../../claims/note-task.ts'
import { selectPolicyVersion } from '../../../claims/queries.ts'
import { refused } from '../../../claims/refusal.ts'
import { nextLook } from '../../../claims/schedule.ts'
import { isHeld } from '../../../claims/states.ts'
import type { CaseAction, Effect, Scene } from '../action.ts'

/**
 * The creditor approves of legal steps. They are taken by a person of the agency, for whom there is a task; what the policy
 * does by itself after that is counted from today. @throws Refused, LawError where the law allows none yet
 */
export async function approveLegal(
  { ctx, tx, case: of, at, today }: Scene,
  { actionId, comment, data }: CaseAction,
): Promise<Effect> {
  const rightMayBeLost = data.rightMayBeLost === true
  const claim = { ...lawClaim(of, await claimFromJournal(tx, of)), rightMayBeLost }
  const may = mayTake('LEGAL', await feeHistory(tx, of), today, claim, await lawOf(ctx.platform, tx))
  if (!may.allowed) throw refused('LEGAL_NOT_ALLOWED', may.rule, may.source, `Legal steps may not begin: ${may.why}.`)
  const stepIndex = of.stage === 'LEGAL' ? of.stepIndex : await stepAfterOffer(tx, of)
  const legal = { stage: 'LEGAL' as const, stepIndex, legalApprovedOn: today, legalActOn: of.legalActOn }
  const nextDate = isHeld(of) ? of.nextDate : await nextDateOf(tx, { ...of, ...legal }, today)
  await updateLegal(tx, of, { ...legal, nextDate, nextAt: nextLook(of, nextDate, at) }, at)
  await noteTask(ctx, tx, of, { task: 'BEGIN_LEGAL_STEPS', actionId, comment }, at)
  const urgent = rightMayBeLost ? { rightMayBeLost } : {}
  return { stage: 'LEGAL', approvedOn: today, ...urgent, nextDate, rule: may.rule, source: may.source }
}

/** Of a claim that goes to court before the policy has offered it: what the policy does behind the offer comes next. */
async function stepAfterOffer(tx: Tx, of: Case): Promise<number> {
  const policy = await selectPolicyVersion(tx, of.policyId, of.policyVersion)
  if (policy === undefined) return of.stepIndex
  const offer = policy.steps.findIndex(({ kind }) => kind === 'OFFER_LEGAL')
  return offer < 0 ? policy.steps.length : Math.max(of.stepIndex, offer + 1)
}
