import { type CivilDate, addDays } from '@saatava/core/dates.ts'
import type { Tx } from '../platform/database.ts'
import type { Case } from './case.ts'
import { contractsOf } from './contracts-of.ts'
import { awaitsApproval, countedFrom } from './approval.ts'
import { selectPolicyVersion } from './queries.ts'
import { nextStepDate } from './schedule.ts'
import { selectLastStep } from './update-queries.ts'

/**
 * When an open case is looked at next, by the policy it was opened with, or to remind its creditor that legal steps wait;
 * null: the policy has no further step.
 */
export async function nextDateOf(tx: Tx, debt: Case, today: CivilDate): Promise<string | null> {
  if (awaitsApproval(debt))
    return addDays(today, (await contractsOf(tx, [debt.clientId]))(debt.clientId).legal.reminderDays)
  const policy = await selectPolicyVersion(tx, debt.policyId, debt.policyVersion)
  if (policy === undefined) return null
  return nextStepDate(debt, policy, countedFrom(debt, await selectLastStep(tx, debt)), today)
}
