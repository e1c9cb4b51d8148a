import { isDeepStrictEqual } from 'node:util'
import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { LawError } from '@saatava/law/errors.ts'
import type { Violation } from '@saatava/law/lawful-policy.ts'
import { isCountry } from '@saatava/law/rule.ts'
import { EVENT_LETTERS } from '@saatava/einvoice/model/document.ts'
import { demandApproval, gated } from '../../approvals/demand.ts'
import { audit } from '../../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import type { Ctx } from '../../platform/context.ts'
import { withTransaction } from '../../platform/database.ts'
import { AppError, invalid } from '../../platform/errors.ts'
import { compileChecked } from '../../platform/http/checked-body.ts'
import { lawOf } from '../../agency/law-of.ts'
import type { Policy } from '../../claims/policy.ts'
import { selectPolicies } from '../../claims/queries.ts'
import { insertPolicy } from './queries.ts'
import { PolicyInput } from './schemas.ts'
import { policyViolations } from './violations.ts'

const check = compileChecked(PolicyInput)

/**
 * Saves a policy as a new version; cases that are open keep the one they began with. A repeated policy changes nothing.
 * Errors: 400 its form is wrong, 422 the law forbids a step: which, by which rule, with the source; it is for other
 * debtors than the versions before.
 */
export async function putPolicy(ctx: Ctx, input: unknown): Promise<Policy> {
  const { version: _shown, letters = [], ...rest } = check(input)
  const policy = { ...rest, letters: EVENT_LETTERS.filter((letter) => letters.includes(letter)) }
  if (!isCountry(policy.country))
    throw invalid([
      {
        pointer: '/country',
        code: 'NOT_ALLOWED',
        message: 'there is no law pack of this country',
        received: policy.country,
      },
    ])
  const violations = await violationsToday(ctx, policy)
  if (violations.length > 0)
    throw new AppError(
      'RULE',
      'The law forbids this policy, so nothing was saved. errors names each step, rule and source.',
      {
        faults: violations.map(({ step, rule, source, why }) => ({
          pointer: `/steps/${step}`,
          code: rule,
          message: source === null ? why : `${why} (${source})`,
        })),
      },
    )
  return gated(ctx, () => publish(ctx, policy, input as object))
}

async function publish(ctx: Ctx, policy: Omit<Policy, 'version'>, input: object): Promise<Policy> {
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

function isSame({ version: _version, ...before }: Policy, policy: Omit<Policy, 'version'>): boolean {
  return isDeepStrictEqual(before, policy)
}

/** @throws AppError RULE where the law gives no answer, such as in production where nobody has confirmed a rule */
async function violationsToday(ctx: Ctx, policy: Omit<Policy, 'version'>): Promise<Violation[]> {
  const today = civilDateAt(ctx.platform.clock.now(), timeZoneOf(policy.country))
  try {
    return policyViolations(policy, today, await lawOf(ctx.platform))
  } catch (error) {
    if (error instanceof LawError) throw new AppError('RULE', `${error.message} Nothing was saved.`)
    throw error
  }
}
