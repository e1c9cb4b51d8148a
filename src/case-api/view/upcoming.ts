import type { CivilDate } from '@saatava/core/dates.ts'
import { LawError } from '@saatava/law/errors.ts'
import type { Law } from '@saatava/law/law.ts'
import type { StepTaken } from '@saatava/law/steps.ts'
import type { Case } from '../../claims/case.ts'
import type { Claim } from '../../claims/claim.ts'
import { lawClaim } from '../../claims/law-claim.ts'
import { awaitsApproval } from '../../claims/approval.ts'
import { type PlannedStep, plannedSteps } from '../../dunning/planned-steps.ts'
import type { Policy } from '../../claims/policy.ts'
import { nextStepDate } from '../../claims/schedule.ts'

/**
 * Returns the steps that the policy will take on a case automatically; none while it is held up, waits for its creditor
 * or is closed.
 * @param owed what is left, minor units
 */
export function upcoming(
  law: Law,
  debt: Case,
  policy: Policy,
  owed: Pick<Claim, 'capital' | 'costs'>,
  history: readonly StepTaken[],
  today: CivilDate,
): PlannedStep[] {
  if (
    debt.nextDate === null ||
    debt.hold !== null ||
    awaitsApproval(debt) ||
    (debt.status !== 'OPEN' && debt.status !== 'DISPUTED')
  )
    return []
  const overdue = { ...debt, stage: debt.stage === 'INVOICED' ? ('OVERDUE' as const) : debt.stage }
  const nextDate = debt.stage === 'INVOICED' ? nextStepDate(overdue, policy, undefined, today) : debt.nextDate
  if (nextDate === null) return []
  try {
    const claim = lawClaim(debt, owed)
    return plannedSteps(
      policy,
      { claim, currency: debt.currency, history, stepIndex: debt.stepIndex, nextDate, today },
      law,
    )
  } catch (error) {
    if (error instanceof LawError) return []
    throw error
  }
}
