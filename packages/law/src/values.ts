/** Values of rules: how a pack writes them down. */
import type { CivilDate } from '@saatava/core/dates.ts'
import {
  type Component,
  type Country,
  type DebtorType,
  type Follows,
  type Rule,
  type RuleStatus,
  type RuleValue,
  type UnitDay,
  ruleIdOf,
} from './rule.ts'
import type { TopicName } from './topics.ts'

/** Minor units of "5", "5.00" or "-2.50"; undefined where the text is no amount. */
export function minorOf(text: string): bigint | undefined {
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text)
  if (match === null) return undefined
  const [, sign = '', whole = '0', decimals = ''] = match
  const minor = BigInt(whole) * 100n + BigInt(decimals.padEnd(2, '0'))
  return sign === '-' ? -minor : minor
}

function certain(text: string): bigint {
  const minor = minorOf(text)
  if (minor === undefined) throw new RangeError(`not an amount: ${text}`)
  return minor
}

export const money = (currency: string, text: string): RuleValue => ({
  type: 'AMOUNT',
  minor: certain(text),
  currency,
})
export const percent = (percent: number): RuleValue => ({ type: 'PERCENT', percent })
export const days = (days: number): RuleValue => ({ type: 'DAYS', days })
export const months = (months: number): RuleValue => ({ type: 'MONTHS', months })
export const years = (years: number): RuleValue => ({ type: 'YEARS', years })
export const count = (count: number): RuleValue => ({ type: 'COUNT', count })
export const word = (word: string): RuleValue => ({ type: 'WORD', word })
export const hours = (from: number, until: number): RuleValue => ({ type: 'HOURS', from, until })
export const order = (...order: Component[]): RuleValue => ({ type: 'ORDER', order })

/**
 * A table by capital.
 * @param rows "up to and including" (null: without end) and the amount; major units
 * @param over where the first row begins, when that is not zero: below it the pack knows nothing
 */
export function tiers(currency: string, rows: [upTo: string | null, amount: string][], over = '0'): RuleValue {
  let from = certain(over)
  const list = rows.map(([upTo, amount]) => {
    const tier = { over: from, upTo: upTo === null ? null : certain(upTo), amount: certain(amount) }
    from = tier.upTo ?? from
    return tier
  })
  return { type: 'TIERS', currency, tiers: list }
}

/** From the first of these days to the last; null: still in force. */
export type Validity = readonly [from: CivilDate, to: CivilDate | null]

/** "2025H2" is [2025-07-01, 2025-12-31]; a second half-year makes the time until its end. */
export function halfYears(first: string, last = first): Validity {
  const [from] = bounds(first)
  return [from, bounds(last)[1]]
}

function bounds(half: string): [string, string] {
  const year = half.slice(0, 4)
  return half.endsWith('H1') ? [`${year}-01-01`, `${year}-06-30`] : [`${year}-07-01`, `${year}-12-31`]
}

/** Versions that go by the claim's due date, or by the day on which it arose. */
export const follow = (follows: Follows, rule: Rule): Rule => ({ ...rule, follows })

/** Amounts that are shares of the FEE_UNIT of a day. */
export const ofUnit = (timesUnit: UnitDay, rule: Rule): Rule => ({ ...rule, timesUnit })

/** Writes rules of one country and kind of debtor, with the same source until another is given. */
export function pack(country: Country, debtorType: DebtorType | 'ANY') {
  return (
    topic: TopicName,
    value: RuleValue,
    [validFrom, validTo]: Validity,
    source: string,
    status: RuleStatus = 'unverified',
  ): Rule => ({
    ruleId: ruleIdOf(country, debtorType, topic),
    country,
    debtorType,
    validFrom,
    validTo,
    value,
    source,
    status,
  })
}
