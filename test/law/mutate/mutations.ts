/** One figure of one rule changed, for every figure of every rule: amounts, bounds, percents, days, counts, words, order, validity. */
import type { Rule, RuleValue, Tier } from '@saatava/law/rule.ts'
import { topicOf } from '@saatava/law/topics.ts'
import { plus } from '../model/calendar.ts'

export interface Mutation {
  /** "FI.CONSUMER.REMINDER_FEE of 2013-03-16: amount 500 → 501" */
  name: string
  rule: Rule
  /** Undefined: the rule is gone. */
  changed: Rule | undefined
  /** The days on which the change shows, where it is one of validity. */
  days: string[] | undefined
  /** All versions of the rule change so: they follow one day. */
  every?: (version: Rule) => Rule
}

/** A rule without an end is given one: the day before the newest half-year. */
const ENDS = '2026-06-30'

export function mutationsOf(rules: readonly Rule[]): Mutation[] {
  return rules.flatMap((rule) => [...valuesOf(rule), ...validities(rule, rules), ...dates(rule, rules), gone(rule)])
}

export function mutated(rules: readonly Rule[], { rule, changed, every }: Mutation): Rule[] {
  if (every !== undefined) return rules.map((other) => (other.ruleId === rule.ruleId ? every(other) : other))
  return rules.flatMap((other) => (other === rule ? (changed === undefined ? [] : [changed]) : [other]))
}

function named(rule: Rule, what: string): string {
  return `${rule.ruleId} of ${rule.validFrom}: ${what}`
}

function gone(rule: Rule): Mutation {
  return { name: named(rule, 'gone'), rule, changed: undefined, days: undefined }
}

function valuesOf(rule: Rule): Mutation[] {
  return changes(rule.value, rule.ruleId).map(([what, value]) => ({
    name: named(rule, what),
    rule,
    changed: { ...rule, value },
    days: undefined,
  }))
}

type Change = readonly [what: string, value: RuleValue]

function changes(value: RuleValue, ruleId: string): Change[] {
  const around = <N extends number | bigint>(name: string, was: N, step: N, make: (now: N) => RuleValue): Change[] => {
    const [up, down] = [(was as number) + (step as number), (was as number) - (step as number)] as N[]
    return [up, down].flatMap((now) =>
      now === undefined || (now < 0 && was >= 0 && name !== 'percent')
        ? []
        : [[`${name} ${was} → ${now}`, make(now)] as const],
    )
  }
  switch (value.type) {
    case 'AMOUNT':
      return around('amount', value.minor, 1n, (minor) => ({ ...value, minor }))
    case 'PERCENT':
      return around('percent', value.percent, 0.25, (percent) => ({ ...value, percent }))
    case 'DAYS':
      return around('days', value.days, 1, (days) => ({ ...value, days }))
    case 'MONTHS':
      return around('months', value.months, 1, (months) => ({ ...value, months }))
    case 'YEARS':
      return around('years', value.years, 1, (years) => ({ ...value, years }))
    case 'COUNT':
      return around('count', value.count, 1, (count) => ({ ...value, count }))
    case 'HOURS':
      return [
        ...around('from', value.from, 1, (from) => ({ ...value, from })),
        ...around('until', value.until, 1, (until) => ({ ...value, until })),
      ]
    case 'TIERS':
      return value.tiers.flatMap((tier, i) => tierChanges(value, tier, i))
    case 'ORDER':
      return [0, 1].map((i) => {
        const order = [...value.order]
        const [a, b] = [order[i], order[i + 1]]
        if (a !== undefined && b !== undefined) [order[i], order[i + 1]] = [b, a]
        return [`order ${order.join(' ')}`, { ...value, order }] as const
      })
    case 'WORD': {
      const words = topicOf(ruleId.split('.').at(-1) ?? '')?.words ?? []
      return words.flatMap((word) =>
        word === value.word ? [] : [[`word ${value.word} → ${word}`, { ...value, word }] as const],
      )
    }
  }
}

function tierChanges(value: RuleValue & { type: 'TIERS' }, { upTo, amount }: Tier, i: number): Change[] {
  const tiers = (each: (tier: Tier, at: number) => Tier): RuleValue => ({ ...value, tiers: value.tiers.map(each) })
  const amounts = [1n, -1n].map(
    (by): Change => [
      `amount ${i} ${amount} → ${amount + by}`,
      tiers((tier, at) => (at === i ? { ...tier, amount: amount + by } : tier)),
    ],
  )
  if (upTo === null) return amounts
  const bounds = [1n, -1n].map(
    (by): Change => [
      `bound ${i} ${upTo} → ${upTo + by}`,
      tiers((tier, at) =>
        at === i ? { ...tier, upTo: upTo + by } : at === i + 1 ? { ...tier, over: tier.over + by } : tier,
      ),
    ],
  )
  return [...amounts, ...bounds]
}

/**
 * A day later and a day earlier. Where another version ends the day before, an earlier beginning is left out: both would hold
 * on that day, which the packs' own test refuses, and the law would go by the older.
 */
function validities(rule: Rule, rules: readonly Rule[]): Mutation[] {
  const { validFrom, validTo, ruleId } = rule
  const change = (what: string, part: Partial<Rule>, day: string): Mutation => ({
    name: named(rule, what),
    rule,
    changed: { ...rule, ...part },
    days: [day],
  })
  const [earlier, later] = [plus(validFrom, -1), plus(validFrom, 1)]
  const follows = rules.some((other) => other.ruleId === ruleId && other.validTo === earlier)
  const list = [change(`from ${validFrom} → ${later}`, { validFrom: later }, validFrom)]
  if (!follows) list.push(change(`from ${validFrom} → ${earlier}`, { validFrom: earlier }, earlier))
  if (validTo === null) {
    if (validFrom <= ENDS) list.push({ ...change(`ends ${ENDS}`, { validTo: ENDS }, plus(ENDS, 1)), days: undefined })
    return list
  }
  const [shorter, longer] = [plus(validTo, -1), plus(validTo, 1)]
  if (shorter >= validFrom) list.push(change(`to ${validTo} → ${shorter}`, { validTo: shorter }, validTo))
  list.push(change(`to ${validTo} → ${longer}`, { validTo: longer }, longer))
  return list
}

/** Mutates the date of the claim that decides on the version, and on the unit. */
function dates(rule: Rule, rules: readonly Rule[]): Mutation[] {
  const [first] = rules.filter(({ ruleId }) => ruleId === rule.ruleId)
  const list: Mutation[] = []
  if (rule.follows !== undefined && rule === first) {
    const every = (version: Rule): Rule => {
      const { follows: _, ...plain } = version
      return plain
    }
    const name = named(rule, `follows ${rule.follows} → the day asked`)
    list.push({ name, rule, changed: every(rule), days: undefined, every })
  }
  if (rule.timesUnit !== undefined) {
    const { timesUnit: _, ...plain } = rule
    list.push({ name: named(rule, 'no share of the unit'), rule, changed: plain, days: undefined })
  }
  return list
}
