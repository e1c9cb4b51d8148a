/** Parts that the fees of all steps share: the version of a rule that holds, tables by capital, and shares of an amount. */
import { type CivilDate, addDays } from '@saatava/core/dates.ts'
import { minorToText } from '@saatava/core/money.ts'
import { LawError } from './errors.ts'
import type { FoundRule, Law } from './law.ts'
import type { Rule, ValueOf } from './rule.ts'
import type { Claim } from './steps.ts'

export interface StepFee {
  /** Minor units. */
  most: bigint
  /** The first is the one that gives the figure. The list is empty where a step has no fee. */
  rules: Rule[]
  note?: string
}

/** The amount of the tier that a capital lies in. @throws LawError NO_RULE where the table has none for it */
export function tierOf(rule: FoundRule<'TIERS'>, capital: bigint): StepFee {
  const tier = rule.value.tiers.find(
    ({ over, upTo }) => (capital > over || over === 0n) && (upTo === null || capital <= upTo),
  )
  if (tier !== undefined) return { most: tier.amount, rules: [rule] }
  throw new LawError(
    'NO_RULE',
    `No rule for ${rule.ruleId} at a capital of ${minorToText(capital)}: its table ends below that capital. Confirm a larger table with "saatava law confirm", or in the file that LAW_RULES names for an empty database.`,
    { ruleId: rule.ruleId },
  )
}

export function amountOf(rule: Rule & { value: ValueOf<'AMOUNT'> }, ...others: (Rule | undefined)[]): StepFee {
  return { most: rule.value.minor, rules: [rule, ...others.filter((other) => other !== undefined)] }
}

/** A share of an amount, rounded down: half an öre more would be above the law. @param percent at most six decimals */
export function shareOf(amount: bigint, percent: number): bigint {
  return (amount * BigInt(Math.round(percent * 1_000_000))) / 100_000_000n
}

/** The first day on which the claim is late, and why. */
export function lateFrom(claim: Claim, law: Law): { date: CivilDate; rule: Rule } {
  const rule = law.need(claim, 'INTEREST_START', claim.due)
  return { date: addDays(claim.due, rule.value.days), rule }
}
