import type { Ctx } from '../../platform/context.ts'
import type { Policy } from '../../claims/policy.ts'
import { ensurePolicies } from './ensure-policies.ts'
import { listPolicyRows } from './queries.ts'

const POLICIES_MAX = 1_000

/** The newest version of each policy, ready-made ones included. */
export async function listPolicies(ctx: Ctx): Promise<Policy[]> {
  await ensurePolicies(ctx)
  return listPolicyRows(ctx.platform.pool, POLICIES_MAX)
}
