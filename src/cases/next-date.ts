import type { Tx } from '../platform/database.ts'
import type { Case } from './case.ts'
import { selectPolicyVersion } from './queries.ts'
import { nextStepDate } from './schedule.ts'
import { selectLastStep } from './update-queries.ts'

/** When an open case is looked at next, by the policy it was opened with; null: the policy has no further step. */
export async function nextDateOf(tx: Tx, of: Case, today: string): Promise<string | null> {
  const policy = await selectPolicyVersion(tx, of.policyId, of.policyVersion)
  if (policy === undefined) return null
  return nextStepDate(of, policy, await selectLastStep(tx, of), today)
}
