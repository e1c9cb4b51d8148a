/** The rate of late interest on a day, how it comes about, and until when it stays so. */
import type { CivilDate } from '@saatava/core/dates.ts'
import { LawError } from './errors.ts'
import type { FoundRule, Law, Whose } from './law.ts'
import { type Citation, type Rule, cite } from './rule.ts'

export interface InterestRate {
  /** Percent a year. */
  rate: number
  referenceRate?: number
  margin?: number
  /** The rule that the rate rests on first: the reference rate, or the rate as a whole. */
  rule: Citation
  rules: Citation[]
  /** The last day on which this rate is known to hold; null: without end. */
  until: CivilDate | null
  note?: string
}

/**
 * @param whose with the claim's due date and origin, which some rules follow
 * @param agreed a rate that the parties agreed on, percent
 * @throws LawError NO_RULE, UNVERIFIED_RULE; also where more than the statutory rate was agreed and no rule says whether it may be
 */
export function interestRateOn(whose: Whose, date: CivilDate, law: Law, agreed?: number): InterestRate {
  if (agreed === undefined) return statutory(whose, date, law)
  const may = law.find(whose, 'AGREED_INTEREST', date)
  if (may?.value.word === 'FREE') {
    return { rate: agreed, rule: cite(may), rules: [cite(may)], until: endOf(may), note: 'the rate that was agreed' }
  }
  const lawful = may?.value.word === 'AT_MOST_CREDIT_CAP' ? creditCap(whose, date, law) : statutory(whose, date, law)
  if (agreed <= lawful.rate) {
    const rules = [...(may === undefined ? [] : [cite(may)]), ...lawful.rules]
    return {
      rate: agreed,
      rule: rules[0] ?? lawful.rule,
      rules,
      until: earlier(lawful.until, may === undefined ? null : endOf(may)),
      note: 'the rate that was agreed',
    }
  }
  // No source says that more may be taken: a sandbox takes the statutory rate, every other environment must find out.
  if (may === undefined && law.missing === 'REFUSE') law.need(whose, 'AGREED_INTEREST', date)
  const note = `${agreed} % was agreed, which is more than the law allows`
  if (may === undefined) return { ...lawful, note }
  return { ...lawful, rules: [...lawful.rules, cite(may)], until: earlier(lawful.until, endOf(may)), note }
}

function statutory(whose: Whose, date: CivilDate, law: Law): InterestRate {
  if (law.knows(whose, 'LATE_INTEREST_RATE')) {
    const whole = law.need(whose, 'LATE_INTEREST_RATE', date)
    return { rate: whole.value.percent, rule: cite(whole), rules: [cite(whole)], until: endOf(whole) }
  }
  return aboveReference(whose, date, law, law.need(whose, 'LATE_INTEREST_MARGIN', date))
}

/** The most that may be agreed with a consumer who was given credit. */
function creditCap(whose: Whose, date: CivilDate, law: Law): InterestRate {
  return aboveReference(whose, date, law, law.need(whose, 'CREDIT_INTEREST_CAP', date))
}

function aboveReference(whose: Whose, date: CivilDate, law: Law, margin: FoundRule<'PERCENT'>): InterestRate {
  const reference = law.need(whose, 'REFERENCE_RATE', date)
  const rate = sumOf(reference.value.percent, margin.value.percent)
  // A negative reference rate lowers the sum; a margin so small that it goes below zero is a mistake in configuration.
  if (rate < 0) throw new LawError('INPUT', `The rate of ${date} would be ${rate} %: check ${reference.ruleId}.`)
  return {
    rate,
    referenceRate: reference.value.percent,
    margin: margin.value.percent,
    rule: cite(reference),
    rules: [cite(reference), cite(margin)],
    until: earlier(endOf(reference), endOf(margin)),
  }
}

/** The last day on which a rule gives the same answer for this claim: one that follows the claim's own day always does. */
function endOf({ follows, validTo }: FoundRule): string | null {
  return follows === undefined ? validTo : null
}

const MILLIONTHS = 1_000_000

/** Exact for rates of at most six decimals, where adding doubles might not be. */
function sumOf(a: number, b: number): number {
  return (millionths(a) + millionths(b)) / MILLIONTHS
}

/** A percentage in whole millionths. */
export function millionths(percent: number): number {
  return Math.round(percent * MILLIONTHS)
}

export function earlier(a: Rule['validTo'], b: Rule['validTo']): string | null {
  if (a === null) return b
  return b === null || a < b ? a : b
}
