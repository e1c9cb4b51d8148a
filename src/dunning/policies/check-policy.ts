import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { EVENT_LETTERS } from '@saatava/einvoice/model/document.ts'
import { LawError } from '@saatava/law/errors.ts'
import type { Violation } from '@saatava/law/lawful-policy.ts'
import { isCountry } from '@saatava/law/rule.ts'
import { lawOf } from '../../agency/law-of.ts'
import type { Policy } from '../../claims/policy.ts'
import type { Ctx } from '../../platform/context.ts'
import { AppError, invalid } from '../../platform/errors.ts'
import { compileChecked } from '../../platform/http/checked-body.ts'
import { PolicyInput } from './schemas.ts'
import { policyViolations } from './violations.ts'

const check = compileChecked(PolicyInput)

/** A policy that the law allows, and that has no version yet. */
export type Draft = Omit<Policy, 'version'>

/**
 * Reads a policy, and asks the law about it. Nothing is stored. Errors: 400 its form is wrong, 422 the law forbids a step: which, by
 * which rule, with the source.
 */
export async function checkPolicy(ctx: Ctx, input: unknown): Promise<Draft> {
  const policy = readDraft(input)
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
  return policy
}

/** Reads a policy, and does not ask the law about it. @throws AppError 400 its form is wrong */
export function readDraft(input: unknown): Draft {
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
  return policy
}

/** @throws AppError RULE where the law gives no answer, such as in production where nobody has confirmed a rule */
async function violationsToday(ctx: Ctx, policy: Draft): Promise<Violation[]> {
  const today = civilDateAt(ctx.platform.clock.now(), timeZoneOf(policy.country))
  try {
    return policyViolations(policy, today, await lawOf(ctx.platform))
  } catch (error) {
    if (error instanceof LawError) throw new AppError('RULE', `${error.message} Nothing was saved.`)
    throw error
  }
}
