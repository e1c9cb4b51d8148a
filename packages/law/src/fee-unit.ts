/** Fees that the law gives as shares of an amount of reference (the Norwegian inkassosats), as the money that they are on a day. */
import type { Rule, RuleValue, ValueOf } from './rule.ts'

/** Shares are written with two decimals. */
const SHARE_PARTS = 100n
/** Øre in a krone. */
const MINOR_IN_MAJOR = 100n

/** The value of a rule that goes by the unit, in minor units of money. @param unit minor units */
function timesUnit(value: RuleValue, unit: bigint): RuleValue {
  if (value.type === 'AMOUNT') return { ...value, minor: wholeMajor(value.minor * unit) }
  if (value.type !== 'TIERS') return value
  return {
    ...value,
    tiers: value.tiers.map((tier) => ({ ...tier, amount: (tier.amount * unit) / SHARE_PARTS })),
  }
}

/** Half up. @param product a share in hundredths times minor units */
function wholeMajor(product: bigint): bigint {
  const major = SHARE_PARTS * MINOR_IN_MAJOR
  return ((product + major / 2n) / major) * MINOR_IN_MAJOR
}

/** A rule as it stands on a day, with the unit that it rests on. */
export function inMoney<R extends Rule>(rule: R, unit: Rule & { value: ValueOf<'AMOUNT'> }): R {
  return {
    ...rule,
    value: timesUnit(rule.value, unit.value.minor),
    source: `${rule.source}; ${unit.value.minor / MINOR_IN_MAJOR} ${unit.value.currency} from ${unit.validFrom}: ${unit.source}`,
    status: unit.status === 'verified' ? rule.status : 'unverified',
  }
}
