/** The rules of law in force here, for people: value, dates, source, the person who verified it, and what needs somebody. */
import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { endingRules } from '@saatava/law/ending.ts'
import { type Rule, partsOf } from '@saatava/law/rule.ts'
import { topicOf } from '@saatava/law/topics.ts'
import type { Ctx } from '../platform/context.ts'
import { lawOf } from './law-of.ts'
import { type LawConfirmation, selectConfirmations } from './law-queries.ts'

/** Why a rule needs a person. */
type LawNeed =
  /** Nobody has verified the version, and it holds or will hold. */
  | 'UNVERIFIED'
  /** It ends within 90 days, and no other follows. */
  | 'ENDING'
  /** Its last version has ended, and no other follows: the law gives no answer. */
  | 'MISSING'

export interface ShownRule {
  rule: Rule
  /** The topic in words. */
  about: string
  /** Does it hold today? */
  time: 'HOLDS' | 'PAST' | 'COMING'
  needs: LawNeed[]
  /** The confirmation of the agency; undefined: it stands as it ships. */
  confirmation: LawConfirmation | undefined
}

/** Returns each version of each rule, in the order of rules and days. */
export async function showLaw(ctx: Ctx): Promise<ShownRule[]> {
  const { pool, clock } = ctx.platform
  const { rules } = await lawOf(ctx.platform)
  const confirmations = await selectConfirmations(pool)
  const todayOf = (country: string) => civilDateAt(clock.now(), timeZoneOf(country))
  const ending = new Set(endingRules(rules, todayOf).map(nameOf))
  const missing = new Set(endedRules(rules, todayOf).map(nameOf))
  return rules
    .map((rule): ShownRule => {
      const time = timeOf(rule, todayOf(rule.country))
      const needs: LawNeed[] = []
      if (rule.status === 'unverified' && time !== 'PAST') needs.push('UNVERIFIED')
      if (ending.has(nameOf(rule))) needs.push('ENDING')
      if (missing.has(nameOf(rule))) needs.push('MISSING')
      const about = topicOf(partsOf(rule.ruleId)?.topic ?? '')?.about ?? ''
      return { rule, about, time, needs, confirmation: confirmationOf(rule, confirmations) }
    })
    .toSorted((a, b) => (nameOf(a.rule) < nameOf(b.rule) ? -1 : 1))
}

/** Rules that have ended without another that follows, the last version of each: on its last day it was about to end. */
function endedRules(rules: readonly Rule[], todayOf: (country: string) => string): Rule[] {
  return [...Map.groupBy(rules, ({ ruleId }) => ruleId).values()].flatMap((versions) => {
    const last = versions.reduce((a, b) => (b.validFrom > a.validFrom ? b : a))
    const { validTo, country } = last
    if (validTo === null || validTo >= todayOf(country)) return []
    return endingRules(rules, () => validTo).some((rule) => nameOf(rule) === nameOf(last)) ? [last] : []
  })
}

function timeOf({ validFrom, validTo }: Rule, today: string): ShownRule['time'] {
  if (validFrom > today) return 'COMING'
  return validTo !== null && validTo < today ? 'PAST' : 'HOLDS'
}

function nameOf({ ruleId, validFrom }: Rule): string {
  return `${ruleId} ${validFrom}`
}

/** The last one about the version, or about all versions of the rule. */
function confirmationOf(rule: Rule, confirmations: readonly LawConfirmation[]): LawConfirmation | undefined {
  return confirmations.findLast(
    ({ entry }) =>
      entry['ruleId'] === rule.ruleId && (entry['validFrom'] === undefined || entry['validFrom'] === rule.validFrom),
  )
}
