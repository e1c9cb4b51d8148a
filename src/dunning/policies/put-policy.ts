import { isDeepStrictEqual } from 'node:util'
import { demandApproval, gated } from '../../approvals/demand.ts'
import { audit } from '../../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import type { Ctx } from '../../platform/context.ts'
import { withTransaction } from '../../platform/database.ts'
import { AppError } from '../../platform/errors.ts'
import type { Policy } from '../../claims/policy.ts'
import { selectPolicies } from '../../claims/queries.ts'
import { type Draft, checkPolicy } from './check-policy.ts'
import { insertPolicy } from './queries.ts'

/**
 * Saves a policy as a new version; cases that are open keep the one they began with. A repeated policy changes nothing.
 * Errors: 400 its form is wrong, 422 the law forbids a step: which, by which rule, with the source; it is for other
 * debtors than the versions before.
 */
export async function putPolicy(ctx: Ctx, input: unknown): Promise<Policy> {
  const policy = await checkPolicy(ctx, input)
  return gated(ctx, () => publish(ctx, policy, input as object))
}

async function publish(ctx: Ctx, policy: Draft, input: object): Promise<Policy> {
  return withTransaction(ctx.platform.pool, async (tx) => {
    const [before] = await selectPolicies(tx, [policy.policyId])
    if (before !== undefined && (before.country !== policy.country || before.debtorType !== policy.debtorType))
      throw new AppError(
        'RULE',
        `${policy.policyId} is a policy for ${before.debtorType} debtors of ${before.country}, and clients’ contracts may use it: give this policy another policyId.`,
      )
    if (before !== undefined && isSame(before, policy)) return before
    await demandApproval(ctx, tx, {
      ...{ action: 'policy.publish', clientId: OPERATOR_TENANT, subject: `policy:${policy.policyId}`, input },
      preview: { before: before ?? null, after: policy },
    })
    const version = await insertPolicy(tx, policy, ctx.actor, ctx.platform.clock.now())
    await audit(ctx, tx, OPERATOR_TENANT, 'policy.saved', `policy:${policy.policyId}`, {
      version,
      steps: policy.steps,
      letters: policy.letters,
    })
    return { ...policy, version }
  })
}

function isSame({ version: _version, ...before }: Policy, policy: Draft): boolean {
  return isDeepStrictEqual(before, policy)
}
