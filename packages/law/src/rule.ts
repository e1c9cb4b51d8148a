/**
 * A rule: one fact of a country's law with the time it holds in and where it stands. A rule's id is the name of the fact,
 * "FI.CONSUMER.REMINDER_FEE", or "SE.REFERENCE_RATE" where it holds for every debtor; its dated versions share the id. No
 * figure of a law stands as a constant in code: code asks for a fact by name and date, and cites the answer.
 */
import type { CivilDate } from '@saatava/core/dates.ts'

export const COUNTRIES = ['FI', 'SE', 'NO', 'DK'] as const
export type Country = (typeof COUNTRIES)[number]

/** The currency of a country's fees and of the capitals that its tables go by. */
export const CURRENCY_OF: Readonly<Record<Country, string>> = { FI: 'EUR', SE: 'SEK', NO: 'NOK', DK: 'DKK' }

/** A public authority that buys is a BUSINESS here: the laws treat it as one. */
export const DEBTOR_TYPES = ['CONSUMER', 'BUSINESS'] as const
export type DebtorType = (typeof DEBTOR_TYPES)[number]

export const COMPONENTS = ['INTEREST', 'CAPITAL', 'COSTS'] as const
/** The parts of a claim, among which a payment is divided. */
export type Component = (typeof COMPONENTS)[number]

export type RuleStatus = 'verified' | 'unverified'

/** `amount` for a capital above `over` and up to and including `upTo` (null: without end); minor units. */
export interface Tier {
  over: bigint
  upTo: bigint | null
  amount: bigint
}

export type RuleValue =
  | { type: 'AMOUNT'; minor: bigint; currency: string }
  /** Percent or percentage points, at most six decimals; may be negative. */
  | { type: 'PERCENT'; percent: number }
  | { type: 'DAYS'; days: number }
  | { type: 'MONTHS'; months: number }
  | { type: 'YEARS'; years: number }
  | { type: 'COUNT'; count: number }
  | { type: 'TIERS'; currency: string; tiers: readonly Tier[] }
  /** Full hours of the day in local time: from the first until the last begins. */
  | { type: 'HOURS'; from: number; until: number }
  | { type: 'ORDER'; order: readonly Component[] }
  /** One of the words that its topic knows. */
  | { type: 'WORD'; word: string }
export type ValueType = RuleValue['type']
export type ValueOf<T extends ValueType> = Extract<RuleValue, { type: T }>

export interface Rule {
  /** See ruleIdOf. */
  ruleId: string
  country: Country
  debtorType: DebtorType | 'ANY'
  /** Civil dates, both inclusive. The first is the earliest for which the value is known to hold. Null: still in force. */
  validFrom: CivilDate
  validTo: CivilDate | null
  value: RuleValue
  source: string
  status: RuleStatus
  /**
   * The day that decides whether a version holds, where it is not the day asked about (a fee: the day the letter is sent;
   * interest: each day that bears it). Every version of a rule follows the same day.
   */
  follows?: Follows
  /**
   * The amounts are shares of the country's FEE_UNIT, 0.25 for a quarter: of the unit of the day on which the letter is sent,
   * or of the day of payment. A share that is an AMOUNT is rounded to whole kroner, half up; tables are not rounded.
   */
  timesUnit?: UnitDay
}

/** DUE_DATE: the invoice's own due date. ORIGIN: the day on which the claim arose. */
const FOLLOWS = ['DUE_DATE', 'ORIGIN'] as const
export type Follows = (typeof FOLLOWS)[number]

export const UNIT_DAYS = ['SENDING_DATE', 'PAYMENT_DATE'] as const
export type UnitDay = (typeof UNIT_DAYS)[number]

/** "FI.CONSUMER.REMINDER_FEE"; "FI.DAY_COUNT" for every debtor. */
export function ruleIdOf(country: string, debtorType: DebtorType | 'ANY', topic: string): string {
  return debtorType === 'ANY' ? `${country}.${topic}` : `${country}.${debtorType}.${topic}`
}

export interface RuleParts {
  country: Country
  debtorType: DebtorType | 'ANY'
  topic: string
}

/** The parts of a rule's id; undefined where it is not one. The topic is not looked up. */
export function partsOf(ruleId: string): RuleParts | undefined {
  const [country, ...rest] = ruleId.split('.')
  if (!isCountry(country)) return undefined
  const [first, second, ...more] = rest
  if (first === undefined || more.length > 0) return undefined
  if (second === undefined) return { country, debtorType: 'ANY', topic: first }
  return isDebtorType(first) ? { country, debtorType: first, topic: second } : undefined
}

export function isCountry(text: string | undefined): text is Country {
  return COUNTRIES.some((country) => country === text)
}

export function isDebtorType(text: string | undefined): text is DebtorType {
  return DEBTOR_TYPES.some((type) => type === text)
}

/** A source of an answer. */
export interface Citation {
  rule: string
  /** The version of the rule: the day from which it holds. */
  validFrom: CivilDate
  source: string
  status: RuleStatus
  /** True where no rule holds on the day asked about and the last known one was used instead. */
  carriedOn?: boolean
}

export function cite(rule: Rule & { carriedOn?: boolean }): Citation {
  const { ruleId, validFrom, source, status, carriedOn } = rule
  return { rule: ruleId, validFrom, source, status, ...(carriedOn === true ? { carriedOn } : {}) }
}

/** Verified only where everything is. */
export function statusOf(rules: readonly { status: RuleStatus }[]): RuleStatus {
  return rules.every(({ status }) => status === 'verified') ? 'verified' : 'unverified'
}
