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
  ...['days 10 → 9', 'from', 'ends', 'gone'].map((change) => ({
    mutation: `DK.DEMAND_SPACING of 2013-03-01: ${change}`,
    why: 'renteloven § 9 b sets reminders apart; that a demand keeps the distance too is the reading of the pack',
  })),
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
  ...['from 2015-01-01 → 2014-12-31', 'ends'].map((change) => ({
    mutation: `FI.CONSUMER.LIMITATION_FINAL_COUNTED of 2015-01-01: ${change}`,
    why: 'the transition of § 13 a is asked about the first day of § 13 a alone',
  })),
  {
    mutation: 'FI.BUSINESS.LATE_INTEREST_MARGIN of 2004-01-01: from 2004-01-01 → 2004-01-02',
    why: 'a claim that fell due on the first day bears interest from the second, when the reference knows no rate',
  },
  ...['', '_NATURAL'].map((creditor) => ({
    mutation: `FI.CONSUMER.LIMITATION_FINAL_JUDGMENT${creditor} of 2008-01-01: from`,
    why: 'titles of before the enforcement code count from their own day as well, so that its first day changes nothing',
  })),
  ...['REMINDER_SPACING', 'DEMAND_SPACING'].map((topic) => ({
    mutation: `FI.BUSINESS.${topic} of 2021-01-01: to 2022-04-30 → 2022-05-01`,
    why: 'by the transition of act 299/2022 a letter of before May 2022 may keep seven days to the next; ten are kinder',
  })),
  {
    mutation: 'FI.BUSINESS.DEMAND_COUNT_WITH_TRATTA of 2021-01-01: from 2021-01-01 → 2021-01-02',
    why: 'only demands since the act count, and two of its first day are not seven days apart',
  },
  ...['from 2013-03-16 → 2013-03-17', 'from 2013-03-16 → 2013-03-15'].map((change) => ({
    mutation: `FI.BUSINESS.TRATTA_AFTER_REMINDER of 2013-03-16: ${change}`,
    why: 'the reference does not say what a threat of publicity needed before the acts of 2021',
  })),
  {
    mutation: 'FI.BUSINESS.ALLOCATION_ORDER of 2013-12-16: from 2013-12-16 → 2013-12-15',
    why: 'the order for everybody that holds until that day is the same, and a business may agree on another under both',
  },
  {
    mutation: 'FI.ALLOCATION_ORDER of 2004-01-01: to 2013-12-15 → 2013-12-16',
    why: 'a rule for the debtor’s own kind goes before one for everybody, and both kinds have one from that day on',
  },
  {
    mutation: 'FI.ENFORCEMENT_FEE of 2010-01-01: from',
    why: 'the reference does not give the day on which the table of decree 809/2009 came into force',
  },
  {
    mutation: 'NO.REMINDER_REST of 2017-01-01: from 2017-01-01 → 2017-01-02',
    why: 'only reminders since the first day of known amounts count, and a second one of that day is too early',
  },
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
  [/^FI\.CONSUMER\.EXTENSION/, '2013-03-15', 'act 28/2005 knows no extension'],
  [/^FI\.CONSUMER\.PLAN_COUNT/, '2013-03-15', 'act 28/2005 gives no number of plans, and the reference leaves it open'],
  [
    /^FI\.CONSUMER\.PLAN_(FEE_SHORT|SHORT_INSTALMENTS)/,
    '2013-03-15',
    'the fee of a short plan and the instalments that make it short are asked for together, and begin on the same day',
  ],
  [/^FI\.CONSUMER\.DEMAND_COUNT/, '2013-03-15', 'only demands since its first day count, and that day sees one'],
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
    const isFirst = rule.follows === undefined && rule.validFrom === begins && changed.validFrom === plus(begins, 1)
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

/** The reason of a single figure: unlike one that is true of many, it is wrong where the figure is found. */
export function whyNamed({ name }: Mutation): string | undefined {
  return UNOBSERVED.find(({ mutation }) => name.startsWith(mutation))?.why
}

export function whyUnobserved(mutation: Mutation, rules: readonly Rule[]): string | undefined {
  return whyNamed(mutation) ?? KINDS.map((kind) => kind(mutation, rules)).find((why) => why !== undefined)
}

function text(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) => (typeof one === 'bigint' ? `${one}` : one))
}
