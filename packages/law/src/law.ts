/**
 * The law as the code asks it: which rule of this topic holds for this country and debtor on this day. A rule of the
 * debtor's own kind goes before one for everybody. A rule on which the answer must not rest (one that nobody has
 * confirmed, in production) is refused here, so that no caller can forget to ask.
 */
import { type CivilDate, addDays } from '@saatava/core/dates.ts'
import { LawError } from './errors.ts'
import { inMoney } from './fee-unit.ts'
import { PACKS } from './packs/index.ts'
import { type DebtorType, type Follows, type Rule, type ValueOf, type ValueType, ruleIdOf } from './rule.ts'
import { TOPICS, type TopicName } from './topics.ts'
import { valueShape, valueText } from './value-json.ts'

export interface LawOptions {
  /** May an answer rest on a rule that nobody has confirmed? */
  unverified: 'ALLOW' | 'REFUSE'
  /** Where no rule holds on the day: an error, or the last one before it, marked as unverified. */
  missing: 'REFUSE' | 'LAST_KNOWN'
}

/**
 * The party whose rules are asked for, with the dates of the claim: a rule that follows one of them goes by it where it
 * is known.
 */
export interface Whose {
  country: string
  debtorType: DebtorType
  /** The due date. */
  due?: CivilDate
  /** The invoice's own, where a later one was agreed. */
  invoiceDue?: string
  invoiceSent?: string
  /** The day on which the claim arose. */
  origin?: string
}

export type FoundRule<T extends ValueType = ValueType> = Omit<Rule, 'value'> & {
  value: ValueOf<T>
  /** Not in force on the day asked about: the last one known before it. */
  carriedOn?: boolean
  /** The FEE_UNIT that the amounts rest on, which are money here. */
  unit?: Rule
}

type ValueTypeOf<T extends TopicName> = (typeof TOPICS)[T]['value'] & ValueType

export interface Law extends LawOptions {
  rules: readonly Rule[]
  /** The rule that holds on the day, or undefined. @throws LawError UNVERIFIED_RULE */
  find<T extends TopicName>(whose: Whose, topic: T, date: CivilDate): FoundRule<ValueTypeOf<T>> | undefined
  /** The rule that holds on the day. @throws LawError NO_RULE, UNVERIFIED_RULE */
  need<T extends TopicName>(whose: Whose, topic: T, date: CivilDate): FoundRule<ValueTypeOf<T>>
  /** Is there a rule of this topic, at any time? */
  knows(whose: Whose, topic: TopicName): boolean
}

/** @param rules of one country or several; two versions of one rule never overlap (mergeRules sees to it) */
export function createLaw(rules: readonly Rule[], options: LawOptions): Law {
  const versions = new Map<string, Rule[]>()
  for (const rule of rules.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))) {
    const list = versions.get(rule.ruleId)
    if (list === undefined) versions.set(rule.ruleId, [rule])
    else list.push(rule)
  }
  const idsOf = ({ country, debtorType }: Whose, topic: string) => [
    ruleIdOf(country, debtorType, topic),
    ruleIdOf(country, 'ANY', topic),
  ]
  const listsOf = (whose: Whose, topic: string, date: CivilDate) =>
    idsOf(whose, topic).map((id) => {
      const list = versions.get(id) ?? []
      return { list, day: dayOf(list[0]?.follows, whose, date) }
    })
  const held = (whose: Whose, topic: TopicName, date: CivilDate) => {
    for (const { list, day } of listsOf(whose, topic, date)) {
      const rule = list.find((rule) => rule.validFrom <= day && (rule.validTo ?? day) >= day)
      if (rule !== undefined) return rule
    }
    return undefined
  }
  const lastBefore = (whose: Whose, topic: TopicName, date: CivilDate) => {
    for (const { list, day } of listsOf(whose, topic, date)) {
      const index = list.findLastIndex(({ validTo }) => validTo !== null && validTo < day)
      const rule = list[index]
      if (rule !== undefined) return { rule, next: list[index + 1] }
    }
    return undefined
  }
  const firstAfter = (whose: Whose, topic: TopicName, date: CivilDate) =>
    listsOf(whose, topic, date)
      .map(({ list, day }) => list.find(({ validFrom }) => validFrom > day))
      .find((rule) => rule !== undefined)
  const answer = <T extends TopicName>(
    rule: Rule & { carriedOn?: boolean },
    whose: Whose,
    date: CivilDate,
  ): FoundRule<ValueTypeOf<T>> => {
    const unit = rule.timesUnit === undefined ? undefined : law.need(whose, 'FEE_UNIT', date)
    if (options.unverified === 'REFUSE') requireVerified([rule], 'production')
    const found = unit === undefined ? rule : { ...inMoney(rule, unit), unit }
    // A rule's value is of its topic's type: TOPICS says so, and mergeRules and the packs' test check it.
    return found as FoundRule<ValueTypeOf<T>>
  }
  const law: Law = {
    ...options,
    rules,
    find: (whose, topic, date) => {
      const rule = held(whose, topic, date)
      return rule === undefined ? undefined : answer(rule, whose, date)
    },
    need: (whose, topic, date) => {
      const rule = held(whose, topic, date)
      if (rule !== undefined) return answer(rule, whose, date)
      const last = lastBefore(whose, topic, date)
      if (last === undefined || options.missing === 'REFUSE') {
        const next = firstAfter(whose, topic, date)
        throw noRule(whose, topic, dayOf((last?.rule ?? next)?.follows, whose, date), last?.rule, next)
      }
      const validTo = last.next === undefined ? null : addDays(last.next.validFrom, -1)
      return answer({ ...last.rule, validTo, status: 'unverified', carriedOn: true }, whose, date)
    },
    knows: (whose, topic) => idsOf(whose, topic).some((id) => versions.has(id)),
  }
  return law
}

/** The day that decides whether a version of a rule holds. Where the claim's own day is not known, the nearest one that is. */
function dayOf(follows: Follows | undefined, { due, invoiceDue = due, invoiceSent, origin }: Whose, date: CivilDate) {
  if (follows === undefined) return date
  return (follows === 'DUE_DATE' ? invoiceDue : (origin ?? invoiceSent ?? invoiceDue)) ?? date
}

/** The packs as they come: every answer says how far its rules are confirmed, and what is missing is an error. */
export const LAW: Law = createLaw(PACKS, { unverified: 'ALLOW', missing: 'REFUSE' })

export type LawEnvironment = 'sandbox' | 'staging' | 'production'

/**
 * The law of an environment: production rests on confirmed rules alone, staging shows what is missing, a sandbox carries
 * on with the last known rule.
 * @param rules the packs, with the agency's own merged in
 */
export function lawFor(environment: LawEnvironment, rules: readonly Rule[] = PACKS): Law {
  return createLaw(rules, {
    unverified: environment === 'production' ? 'REFUSE' : 'ALLOW',
    missing: environment === 'sandbox' ? 'LAST_KNOWN' : 'REFUSE',
  })
}

/** Production uses only rules that are confirmed. @throws LawError UNVERIFIED_RULE that names those which are not */
export function requireVerified(
  rules: readonly Pick<Rule, 'ruleId' | 'validFrom' | 'status'>[],
  environment: LawEnvironment,
): void {
  if (environment !== 'production') return
  const open = rules.filter(({ status }) => status !== 'verified')
  const [first] = open
  if (first === undefined) return
  const names = open.map(({ ruleId, validFrom }) => `${ruleId} of ${validFrom}`).join(', ')
  const entry = { ruleId: first.ruleId, validFrom: first.validFrom, status: 'verified' }
  throw new LawError(
    'UNVERIFIED_RULE',
    `Nobody has confirmed ${names}, and production uses only confirmed rules. Confirm it with "saatava law confirm", or in the file that LAW_RULES names for an empty database: {"rules":[${JSON.stringify(entry)}]}`,
    { ruleId: first.ruleId },
  )
}

/** @param last known before the day  @param next the first one after it */
function noRule(
  { country, debtorType }: Whose,
  topic: TopicName,
  date: CivilDate,
  last: Rule | undefined,
  next: Rule | undefined,
): LawError {
  const ruleId = (last ?? next)?.ruleId ?? ruleIdOf(country, debtorType, topic)
  const { value: type, about } = TOPICS[topic]
  const ended = last === undefined ? '' : ` The last one known, ${valueText(last.value)}, ended on ${last.validTo}.`
  const begins = next === undefined ? '' : ` One known, ${valueText(next.value)}, begins on ${next.validFrom}.`
  const validFrom = typeof last?.validTo === 'string' ? addDays(last.validTo, 1) : date
  const validTo = next === undefined ? '…' : addDays(next.validFrom, -1)
  const entry = { ruleId, validFrom, validTo, value: valueShape(type), source: '…', status: 'verified' }
  return new LawError(
    'NO_RULE',
    `No rule for ${ruleId} (${about}) on ${date}; confirm one with "saatava law confirm", or in the file that LAW_RULES names for an empty database: {"rules":[${JSON.stringify(entry)}]}.${ended}${begins}`,
    { ruleId },
  )
}
