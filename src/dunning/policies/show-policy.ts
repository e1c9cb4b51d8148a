import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { LawError } from '@saatava/law/errors.ts'
import { type StepLimits, policyLimits } from '@saatava/law/policy-limits.ts'
import { isCountry } from '@saatava/law/rule.ts'
import { lawOf } from '../../agency/law-of.ts'
import type { Policy } from '../../claims/policy.ts'
import type { Ctx } from '../../platform/context.ts'
import { AppError } from '../../platform/errors.ts'
import { ensurePolicies } from './ensure-policies.ts'
import { type StoredPolicy, countOpenCases, selectVersions } from './queries.ts'
import { lawSteps } from './violations.ts'

/** The counts stop here. */
export const COUNTED_MAX = 1_000

export interface PolicyVersion extends StoredPolicy {
  /** Cases that follow it and are not closed, up to COUNTED_MAX + 1. */
  openCases: number
}

/** The versions of a policy, the newest first. @throws AppError NOT_FOUND */
export async function showPolicy(ctx: Ctx, policyId: string): Promise<PolicyVersion[]> {
  await ensurePolicies(ctx)
  const { pool } = ctx.platform
  const versions = await selectVersions(pool, policyId)
  if (versions.length === 0)
    throw new AppError('NOT_FOUND', `There is no policy ${policyId}; "saatava policy show" lists them.`)
  const counts = await countOpenCases(pool, [policyId], COUNTED_MAX + 1)
  return versions.map((one) => ({ ...one, openCases: counts.get(`${policyId} ${one.version}`) ?? 0 }))
}

/** The newest version of each policy, with the open cases of all its versions. */
export async function overviewPolicies(
  ctx: Ctx,
  policies: readonly Policy[],
): Promise<(Policy & { versions: { version: number; openCases: number }[] })[]> {
  const ids = policies.map(({ policyId }) => policyId)
  const counts = await countOpenCases(ctx.platform.pool, ids, COUNTED_MAX + 1)
  return policies.map((policy) => ({
    ...policy,
    versions: Array.from({ length: policy.version }, (_, i) => ({
      version: policy.version - i,
      openCases: counts.get(`${policy.policyId} ${policy.version - i}`) ?? 0,
    })),
  }))
}

/**
 * The limits of the law beside each step of a policy, for a claim that is due today; null beside a step that the law leaves alone.
 * An answer that the law cannot give is its sentence.
 */
export async function limitsOfPolicy(
  ctx: Ctx,
  { country, debtorType, steps }: Pick<Policy, 'country' | 'debtorType' | 'steps'>,
): Promise<(StepLimits | null)[] | string> {
  if (!isCountry(country)) return `There is no law pack of ${country}.`
  const known = lawSteps(steps)
  const due = civilDateAt(ctx.platform.clock.now(), timeZoneOf(country))
  try {
    const limits = policyLimits(
      known.map(({ asked }) => asked),
      { country, debtorType, due },
      await lawOf(ctx.platform),
    )
    return steps.map((_step, index) => limits[known.findIndex((one) => one.index === index)] ?? null)
  } catch (error) {
    if (error instanceof LawError) return error.message
    throw error
  }
}
