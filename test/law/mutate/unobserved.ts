/** Figures that no case shows, and why: a mutation of one of them is not found, and need not be. */
import type { Rule } from '@saatava/law/rule.ts'
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
    mutation: 'SE.CONSUMER.CREDIT_INTEREST_CAP of 2025-03-01: follows',
    why: 'it is asked for only of claims that arose since its first day, and no claim bears interest before it arose',
  },
  {
    mutation: 'DK.COURT_AFTER_DEMAND of 2013-03-01: word',
    why: 'whether an objection opens court without a demand, inkassoloven § 10 leaves open',
  },
  {
    mutation: 'FI.CONSUMER.DEMAND_COUNT of 2013-03-16: from 2013-03-16 → 2013-03-17',
    why: 'only demands since the act count, and on its first day there are no two',
  },
  ...['TRATTA_COUNT', 'BANKRUPTCY_THREAT_COUNT'].flatMap((topic) =>
    ['2021-01-01', '2022-05-01'].map((day) => ({
      mutation: `FI.BUSINESS.${topic} of ${day}`,
      why: 'what no rule counts is charged once, too, and a count is asked for from the second time on',
    })),
  ),
  ...['NO.REMINDER_COUNT', 'NO.REMINDER_REST'].map((rule) => ({
    mutation: `${rule} of 2017-01-01: from 2017-01-01 → 2017-01-02`,
    why: 'on the first day of known amounts nothing has been charged before',
  })),
  ...['NO.PLAN_FEE_SHORT', 'NO.PLAN_SHORT_INSTALMENTS'].map((rule) => ({
    mutation: `${rule} of 2017-01-01: from 2017-01-01 → 2017-01-02`,
    why: 'a plan has a fee only for claims of the reform of 2020',
  })),
  {
    mutation: 'NO.BUSINESS.DEMAND_SURCHARGE of 2017-01-01: from 2017-01-01 → 2017-01-02',
    why: 'what businesses owed before the reform of 2020 the reference leaves open',
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

/** Rules that begin a day too early where nothing else is known on that day. */
const NOTHING_BEFORE: readonly (readonly [ids: RegExp, last: string, why: string])[] = [
  [/^NO\./, '2016-12-31', 'no amount of reference is known before 2017: no fee is'],
  [/^FI\.BUSINESS\./, '2020-12-31', 'between businesses no fee is known before 2021'],
  [/^FI\.CONSUMER\./, '2005-04-30', 'no fee is known before act 28/2005'],
  [/^FI\./, '2006-12-31', 'no rate is known before 2007'],
  [
    /^FI\.CONSUMER\.(PLAN|EXTENSION|DEMAND_COUNT)/,
    '2013-03-15',
    'act 28/2005 knows no extension, and leaves plans and numbers open',
  ],
]

/** Reasons that hold for many mutations, or undefined. */
const KINDS: readonly ((mutation: Mutation, rules: readonly Rule[]) => string | undefined)[] = [
  ({ rule, days }) => {
    const [day] = days ?? []
    if (day === undefined || day >= rule.validFrom) return undefined
    return NOTHING_BEFORE.find(([ids, last]) => day === last && ids.test(rule.ruleId))?.[2]
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
