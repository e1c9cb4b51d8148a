/** The rules of a payment plan: its fee by capital and length, and how many may be charged. */
import type { CivilDate } from '@saatava/core/dates.ts'
import { minorToText } from '@saatava/core/money.ts'
import { type StepFee, amountOf, tierOf } from './fee-basis.ts'
import type { FoundRule, Law } from './law.ts'
import type { Claim } from './steps.ts'

/** The most for a plan of `claim.instalments`, or of the dearest length where they are not given. */
export function planRules(claim: Claim, date: CivilDate, law: Law): StepFee {
  const enforceable = claim.directlyEnforceable === true ? law.find(claim, 'PLAN_FEE_ENFORCEABLE', date) : undefined
  if (enforceable !== undefined) return amountOf(enforceable)
  const short = law.find(claim, 'PLAN_FEE_SHORT', date)
  const few = law.find(claim, 'PLAN_SHORT_INSTALMENTS', date)
  const full = tierOf(law.need(claim, 'PLAN_FEE', date), claim.capital)
  if (short === undefined || few === undefined) return full
  if (claim.instalments === undefined) {
    const note = `for more than ${few.value.count} instalments; ${minorToText(short.value.minor)} for fewer`
    return short.value.minor < full.most ? { ...full, rules: [...full.rules, few, short], note } : full
  }
  if (claim.instalments <= few.value.count) {
    return short.value.minor <= full.most ? amountOf(short, few) : full
  }
  return extra({ ...full, rules: [...full.rules, few] }, claim.instalments, claim, date, law)
}

/** Returns the extra cost of long plans, an amount for each instalment from a certain one on. */
function extra(fee: StepFee, instalments: number, claim: Claim, on: CivilDate, law: Law): StepFee {
  const each = law.find(claim, 'PLAN_EXTRA_FEE', on)
  const first = law.find(claim, 'PLAN_EXTRA_FROM', on)
  if (each === undefined || first === undefined || instalments < first.value.count) return fee
  const more = BigInt(instalments - first.value.count + 1)
  return { most: fee.most + more * each.value.minor, rules: [...fee.rules, each, first] }
}

/** How many plans may be charged; undefined where no rule says. */
export function planCount(claim: Claim, date: CivilDate, law: Law): FoundRule<'COUNT'> | undefined {
  const enforceable = claim.directlyEnforceable === true ? law.find(claim, 'PLAN_COUNT_ENFORCEABLE', date) : undefined
  if (enforceable !== undefined) return enforceable
  const low = law.find(claim, 'PLAN_COUNT_LOW', date)
  const bound = law.find(claim, 'PLAN_COUNT_LOW_BELOW', date)
  if (low !== undefined && bound !== undefined && claim.capital <= bound.value.minor) return low
  return law.find(claim, 'PLAN_COUNT', date)
}
