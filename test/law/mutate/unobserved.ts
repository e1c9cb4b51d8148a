/** Figures that no case shows, and why: a mutation of one of them is not found, and need not be. */
import type { Rule } from '../../../src/law/rule.ts'
import { plus } from '../model/calendar.ts'
import { MODELS } from '../model/index.ts'
import type { Mutation } from './mutations.ts'

export interface Unobserved {
  /** The beginning of the mutation's name. */
  mutation: string
  why: string
}

/** Single figures. */
export const UNOBSERVED: readonly Unobserved[] = [
  {
    mutation: 'DK.DEMAND_SPACING of 2013-03-01',
    why: 'renteloven § 9 b sets reminders apart; that a demand keeps the distance too is the reading of the pack',
  },
  ...[
    'FI.BUSINESS.ALLOCATION_ORDER of 2013-12-16',
    'FI.ALLOCATION_ORDER of 2004-01-01',
    'SE.ALLOCATION_ORDER of 2009-01-01',
    'NO.ALLOCATION_ORDER of 2015-01-01',
    'DK.ALLOCATION_ORDER of 2013-03-01',
  ].map((rule) => ({
    mutation: `${rule}: order INTEREST COSTS CAPITAL`,
    why: 'no act says where costs come',
  })),
  { mutation: 'SE.LIMITATION_POST_DAYS of 1982-01-01: days', why: 'no act says when a letter counts as received' },
  {
    mutation: 'SE.CONSUMER.CREDIT_INTEREST_CAP of 2025-03-01: from 2025-03-01 → 2025-02-28',
    why: 'it is asked for only where AGREED_INTEREST names it, which begins on the same day',
  },
  {
    mutation: 'DK.COURT_AFTER_DEMAND of 2013-03-01: word',
    why: 'whether an objection opens court without a demand, inkassoloven § 10 leaves open',
  },
  {
    mutation: 'NO.COURT_AFTER_DEMAND of 1989-10-01: word',
    why: 'whether an objection opens court without a demand, inkassoloven § 11 leaves open',
  },
  {
    mutation: 'DK.BUSINESS.COMPENSATION of 2013-03-01: follows',
    why: 'it would show in a claim that fell due the day before, which is older than the first rate that is known',
  },
]

/** The first inkassosats that the reference knows. */
const NORWEGIAN_UNIT = '2017-01-01'

/** What is true of many: the reason, or undefined. */
const KINDS: readonly ((mutation: Mutation, rules: readonly Rule[]) => string | undefined)[] = [
  ({ rule, days }) => {
    const [day] = days ?? []
    const isOlder = rule.country === 'NO' && day !== undefined && day < NORWEGIAN_UNIT && day < rule.validFrom
    return isOlder ? 'no amount of reference is known before 2017: no fee is' : undefined
  },
  ({ rule, changed, days }) => {
    const [day] = days ?? []
    const { begins } = MODELS[rule.country]
    if (day === undefined || changed === undefined) return undefined
    if (day < begins) return 'claims so old are not compared: the reference knows no rate for them'
    const isFirst = rule.validFrom === begins && changed.validFrom === plus(begins, 1)
    return isFirst
      ? 'a claim that fell due on the first day is late on the second: nothing is asked about the first'
      : undefined
  },
  ({ rule, days }) => {
    const [day] = days ?? []
    const topic = rule.ruleId.split('.').at(-1) ?? ''
    const { facts } = MODELS[rule.country]
    const known = (on: string) => facts(rule.debtorType === 'BUSINESS' ? 'BUSINESS' : 'CONSUMER', on).has(topic)
    const isOlder = day !== undefined && day < rule.validFrom && known(rule.validFrom) && !known(day)
    return isOlder ? 'the reference does not say what held before' : undefined
  },
  ({ rule, changed, days }, rules) => {
    const [day] = days ?? []
    const next = rules.find(({ ruleId, validFrom }) => ruleId === rule.ruleId && validFrom === day)
    const isSame = changed?.validTo === day && next !== undefined && text(next.value) === text(rule.value)
    return isSame ? 'the next version has the same figure' : undefined
  },
]

export function whyUnobserved(mutation: Mutation, rules: readonly Rule[]): string | undefined {
  const single = UNOBSERVED.find((one) => mutation.name.startsWith(one.mutation))?.why
  return single ?? KINDS.map((kind) => kind(mutation, rules)).find((why) => why !== undefined)
}

function text(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) => (typeof one === 'bigint' ? `${one}` : one))
}
