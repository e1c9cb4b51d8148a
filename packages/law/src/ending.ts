/** Rules that end soon and have no successor: from then on the law gives no answer, or an older one in a sandbox. */
import { type CivilDate, addDays } from '@saatava/core/dates.ts'
import { type Rule, partsOf } from './rule.ts'

/** How long before its end a rule is spoken of. */
export const ENDING_DAYS = 90

export type EndingRule = Rule & { validTo: CivilDate }

/** @param todayOf the day in a country */
export function endingRules(rules: readonly Rule[], todayOf: (country: string) => string): EndingRule[] {
  return rules
    .filter((rule): rule is EndingRule => rule.validTo !== null && isEnding(rule, todayOf(rule.country)))
    .filter((rule) => !isFollowed(rule, rules))
    .toSorted((a, b) => (`${a.validTo} ${a.ruleId}` < `${b.validTo} ${b.ruleId}` ? -1 : 1))
}

function isEnding({ validFrom, validTo }: Rule, today: CivilDate): boolean {
  return validFrom <= today && validTo !== null && validTo >= today && validTo <= addDays(today, ENDING_DAYS)
}

/** Does a rule of the same topic hold on the day after, for the same debtors? */
function isFollowed({ ruleId, country, debtorType, validTo }: EndingRule, rules: readonly Rule[]): boolean {
  const topic = partsOf(ruleId)?.topic
  const after = addDays(validTo, 1)
  const held = new Set(
    rules
      .filter((rule) => rule.country === country && partsOf(rule.ruleId)?.topic === topic)
      .filter((rule) => rule.validFrom <= after && (rule.validTo ?? after) >= after)
      .map((rule) => rule.debtorType),
  )
  return held.has('ANY') || held.has(debtorType) || (held.has('CONSUMER') && held.has('BUSINESS'))
}
