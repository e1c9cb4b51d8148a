import type { CivilDate } from '@saatava/core/dates.ts'
import type { Law } from '@saatava/law/law.ts'
import { type PolicyStep as LawPolicyStep, type Violation, lawfulPolicy } from '@saatava/law/lawful-policy.ts'
import type { Country } from '@saatava/law/rule.ts'
import { type StepKind, nameOf } from '@saatava/law/steps.ts'
import type { Policy, PolicyStep } from '../../claims/policy.ts'

/** A step of a policy as the law knows it, and its index in the policy, from 0. */
interface LawStep {
  index: number
  asked: LawPolicyStep
}

/** Returns the steps of a policy that the law knows. */
export function lawSteps(steps: readonly PolicyStep[]): LawStep[] {
  const lawful = steps.flatMap((step, index) => {
    const kind = LAW_KINDS[step.kind]
    return kind === undefined ? [] : [{ step, kind, index }]
  })
  const counts = new Map<StepKind, number>()
  return lawful.map(({ step, kind, index }) => {
    const ordinal = (counts.get(kind) ?? 0) + 1
    counts.set(kind, ordinal)
    const before = lawful.filter((other) => other.index < index).at(-1)?.index ?? -1
    // Steps of no fee lie between: their days count too.
    const offsetDays = steps.slice(before + 1, index + 1).reduce((days, each) => days + each.afterDays, 0)
    const { payWithinDays } = step
    return { index, asked: { step: nameOf(kind, ordinal), offsetDays, payWithinDays, ...feeOf(step) } }
  })
}

/** Returns the law's objections to a policy, each with its rule and source; the step is that of the policy, from 0. */
export function policyViolations(
  { country, debtorType, steps }: Pick<Policy, 'country' | 'debtorType' | 'steps'>,
  due: CivilDate,
  law: Law,
): Violation[] {
  const known = lawSteps(steps)
  const found = lawfulPolicy(
    known.map(({ asked }) => asked),
    { country: country as Country, debtorType, due },
    law,
  )
  return found.map((violation) => ({ ...violation, step: known[violation.step]?.index ?? violation.step }))
}

/** Court is offered where it may be gone to. */
const LAW_KINDS: Partial<Record<PolicyStep['kind'], StepKind>> = {
  REMINDER: 'REMINDER',
  DEMAND: 'DEMAND',
  OFFER_LEGAL: 'LEGAL',
}

function feeOf({ fee }: PolicyStep): { fee?: bigint } {
  if (fee === 'MOST') return {}
  return { fee: fee === 'NONE' ? 0n : BigInt(fee) }
}
