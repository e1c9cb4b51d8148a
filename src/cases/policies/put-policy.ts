import { civilDateAt, timeZoneOf } from '../../core/dates.ts'
import { isCountry } from '../../law/rule.ts'
import { HOUSE, audit } from '../../platform/audit.ts'
import type { Ctx } from '../../platform/context.ts'
import { withTransaction } from '../../platform/database.ts'
import { AppError, invalid } from '../../platform/errors.ts'
import { faultsOf, compileBody } from '../../platform/http/validation.ts'
import { lawOf } from '../law-of.ts'
import type { Policy } from '../policy.ts'
import { insertPolicy } from './queries.ts'
import { PolicyInput } from './schemas.ts'
import { policyViolations } from './violations.ts'

const validate = compileBody(PolicyInput)

/**
 * Saves a policy as a new version; cases that are open keep the one they began with.
 * Errors: 400 its form is wrong, 422 the law forbids a step: which, by which rule, with the source.
 */
export async function putPolicy(ctx: Ctx, input: unknown): Promise<Policy> {
  if (!validate(input)) throw invalid(faultsOf(validate.errors ?? []))
  const policy = input as PolicyInput
  if (!isCountry(policy.country))
    throw invalid([
      {
        pointer: '/country',
        code: 'NOT_ALLOWED',
        message: 'there is no law pack of this country',
        received: policy.country,
      },
    ])
  const today = civilDateAt(ctx.platform.clock.now(), timeZoneOf(policy.country))
  const violations = policyViolations(policy, today, lawOf(ctx.platform))
  if (violations.length > 0)
    throw new AppError(
      'RULE',
      'The law forbids this policy; nothing was saved. errors names each step, rule and source.',
      {
        faults: violations.map(({ step, rule, source, why }) => ({
          pointer: `/steps/${step}`,
          code: rule,
          message: source === null ? why : `${why} (${source})`,
        })),
      },
    )
  return withTransaction(ctx.platform.pool, async (tx) => {
    const version = await insertPolicy(tx, policy, ctx.actor, ctx.platform.clock.now())
    await audit(ctx, tx, HOUSE, 'policy.saved', `policy:${policy.policyId}`, { version, steps: policy.steps })
    return { ...policy, version }
  })
}
