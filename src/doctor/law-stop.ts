/**
 * Finds the steps that unconfirmed rules stop in production. It asks the law as the engine of cases does: limitation and
 * interest before every step, then each step of the policy with its fee, and the order in which money is allocated.
 */
import { plannedSteps } from '../dunning/planned-steps.ts'
import type { Policy } from '../claims/policy.ts'
import { addDays, type CivilDate } from '@saatava/core/dates.ts'
import { LawError } from '@saatava/law/errors.ts'
import { lateInterest } from '@saatava/law/late-interest.ts'
import { type Law, lawFor } from '@saatava/law/law.ts'
import { CURRENCY_OF, type Country, type Rule } from '@saatava/law/rule.ts'

const CAPITAL_TRIED = 100_00n

export interface LawStop {
  policyId: string
  /** The first step that is not taken, such as "REMINDER" or "DEMAND 2"; null: all may be. */
  step: string | null
  /** Whether it is the policy's first step, so that nothing is collected by this policy. */
  isFirst: boolean
  /** The first rule that stands in its way. */
  ruleId: string | null
  /** No version of that rule holds on the day, confirmed or not. */
  isMissing: boolean
  /** The rule without which money that comes in is allocated only where a contract agrees on the order; null: it is there. */
  allocationRuleId: string | null
  /** Unconfirmed rules that the whole policy rests on, each "id of its date". */
  needs: string[]
}

/** @param today the life of a claim is tried whose last step falls on this day, so that all rules of it are known */
export function lawStop(policy: Policy, rules: readonly Rule[], today: CivilDate): LawStop {
  const needs = neededBy(policy, rules, today)
  const found = firstStop(policy, lawFor('production', rules), today)
  const allocationRuleId = why(() => allocationOrder(policy, lawFor('production', rules), today))?.ruleId ?? null
  return { policyId: policy.policyId, needs, allocationRuleId, ...found }
}

function firstStop(
  policy: Policy,
  law: Law,
  today: CivilDate,
): Pick<LawStop, 'step' | 'isFirst' | 'ruleId' | 'isMissing'> {
  const before = why(() => askedBeforeEachStep(policy, law, today))
  if (before !== undefined) return { step: nameOf(policy, 0), isFirst: true, ...before }
  const stuck = planned(policy, law, today).find(({ fee }) => fee === null)
  if (stuck === undefined) return { step: null, isFirst: false, ruleId: null, isMissing: false }
  const isMissing = !law.rules.some(
    ({ ruleId, validFrom, validTo }) =>
      ruleId === stuck.rule && validFrom <= stuck.date && (validTo ?? stuck.date) >= stuck.date,
  )
  return { step: nameOf(policy, stuck.stepIndex), isFirst: stuck.stepIndex === 0, ruleId: stuck.rule, isMissing }
}

/** The unconfirmed rules among those that a law which allows them is asked for. */
function neededBy(policy: Policy, rules: readonly Rule[], today: CivilDate): string[] {
  const needs = new Set<string>()
  const noted = <R extends (Pick<Rule, 'ruleId' | 'validFrom' | 'status'> & { unit?: Rule }) | undefined>(
    rule: R,
  ): R => {
    if (rule?.unit !== undefined) noted(rule.unit)
    if (rule?.status === 'unverified' && !('carriedOn' in rule)) needs.add(`${rule.ruleId} of ${rule.validFrom}`)
    return rule
  }
  const law = lawFor('sandbox', rules)
  const listening: Law = {
    ...law,
    find: (whose, topic, date) => noted(law.find(whose, topic, date)),
    need: (whose, topic, date) => noted(law.need(whose, topic, date)),
  }
  why(() => askedBeforeEachStep(policy, listening, today))
  planned(policy, listening, today)
  why(() => allocationOrder(policy, listening, today))
  return [...needs].toSorted()
}

/** The rule that gives no answer; undefined where all do. */
function why(ask: () => unknown): { ruleId: string; isMissing: boolean } | undefined {
  try {
    ask()
    return undefined
  } catch (error) {
    if (error instanceof LawError) return { ruleId: error.ruleId ?? error.message, isMissing: error.code === 'NO_RULE' }
    throw error
  }
}

function askedBeforeEachStep(policy: Policy, law: Law, today: CivilDate): void {
  const { country, debtorType } = policy as Policy & { country: Country }
  const due = dueOf(policy, today)
  // Whether the claim is so young that it cannot have expired.
  if (law.knows({ country, debtorType }, 'LIMITATION')) law.need({ country, debtorType }, 'LIMITATION', due)
  lateInterest({ country, debtorType, currency: CURRENCY_OF[country], capital: CAPITAL_TRIED, due, until: today }, law)
}

function allocationOrder({ country, debtorType }: Policy, law: Law, today: CivilDate): void {
  law.need({ country, debtorType }, 'ALLOCATION_ORDER', today)
}

function planned(policy: Policy, law: Law, today: CivilDate) {
  const { country, debtorType, steps } = policy as Policy & { country: Country }
  const due = dueOf(policy, today)
  const ahead = {
    claim: { country, debtorType, capital: CAPITAL_TRIED, due, invoiceSent: addDays(due, -30) },
    currency: CURRENCY_OF[country],
    history: [],
    stepIndex: 0,
    nextDate: addDays(due, steps[0]?.afterDays ?? 0),
    today: due,
  }
  return plannedSteps(policy, ahead, law)
}

function dueOf({ steps }: Policy, today: CivilDate): string {
  return addDays(today, -steps.reduce((days, { afterDays }) => days + afterDays, 0))
}

function nameOf({ steps }: Policy, index: number): string {
  const kind = steps[index]?.kind ?? 'STEP'
  const ordinal = steps.slice(0, index + 1).filter((step) => step.kind === kind).length
  return ordinal === 1 ? kind : `${kind} ${ordinal}`
}
