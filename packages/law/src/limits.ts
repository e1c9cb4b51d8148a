/**
 * Limits that lower a step's fee below its own most: the cap on the total, compensation, a light fee, conditions not met.
 */
import { type CivilDate, addDays } from '@saatava/core/dates.ts'
import { minorToText, sum } from '@saatava/core/money.ts'
import { tierOf } from './fee-basis.ts'
import type { Law } from './law.ts'
import { type Rule, ruleIdOf } from './rule.ts'
import { withVat } from './step-fee.ts'
import { type Claim, type StepKind, type StepTaken, kindOf, taken } from './steps.ts'
import type { TopicName } from './topics.ts'

export interface Limit {
  /** Minor units, not below zero. */
  most: bigint
  rule: Rule
  why: string
}

export interface Question {
  kind: StepKind
  history: readonly StepTaken[]
  claim: Claim
  date: CivilDate
  law: Law
  /** The step's own most. */
  own: bigint
}

/** Compensation is for being late, and not a cost of collection. */
export const NO_COST: StepKind[] = ['COMPENSATION', 'LEGAL', 'ENFORCEMENT']

export function limitsOf(question: Question): Limit[] {
  const { kind } = question
  if (kind === 'LEGAL' || kind === 'ENFORCEMENT') return []
  return [...conditionsOf(question), ...(kind === 'COMPENSATION' || exceeds(question) ? [] : total(question))]
}

/** Returns the limits that hold whatever was charged besides. */
export function conditionsOf(question: Question): Limit[] {
  const { kind, claim } = question
  return [
    ...(kind === 'REMINDER' ? conditions(question) : []),
    ...(kind === 'DEMAND_HEAVY' ? [light(question)].filter((limit) => limit !== undefined) : []),
    ...(claim.stopped === 'SUSPENSION' ? suspension(question) : denial(question)),
  ]
}

/** Unusual work goes beyond the usual most, where it is itemised and the law lets it. */
function exceeds({ claim, date, law }: Pick<Question, 'claim' | 'date' | 'law'>): boolean {
  return exceedingRule(claim, date, law) !== undefined
}

/** Undefined where nothing is itemised, or the law lets nothing exceed its figures. */
export function exceedingRule(claim: Claim, date: CivilDate, law: Law): Rule | undefined {
  const { exceeding = [], directlyEnforceable } = claim
  if (exceeding.length === 0 || directlyEnforceable === true) return undefined
  return law.find(claim, 'EXCEEDING', date)
}

/**
 * The cap on everything charged for collection. Undefined where the law here knows none.
 * @param threatened bankruptcy was threatened, or is by the step asked about
 * @throws LawError NO_RULE
 */
export function totalCapRule(
  claim: Claim,
  date: CivilDate,
  law: Law,
  threatened = false,
): { most: bigint; rule: Rule } | undefined {
  const threat = threatened ? law.find(claim, 'TOTAL_CAP_ENFORCEABLE_THREAT', date) : undefined
  const enforceable =
    claim.directlyEnforceable === true ? (threat ?? law.find(claim, 'TOTAL_CAP_ENFORCEABLE', date)) : undefined
  const withTax = (most: bigint, rule: Rule) => ({
    most: withVat({ most, rules: [rule] }, claim, date, law).most,
    rule,
  })
  if (enforceable !== undefined) return withTax(enforceable.value.minor, enforceable)
  const cap = law.find(claim, 'TOTAL_CAP', date)
  if (cap !== undefined) return withTax(tierOf(cap, claim.capital).most, cap)
  // There was a cap at another time, and so there will be one now: production does not guess that there is none.
  if (law.unverified === 'REFUSE' && law.knows(claim, 'TOTAL_CAP')) law.need(claim, 'TOTAL_CAP', date)
  return undefined
}

function total({ kind, history, claim, date, law }: Question): Limit[] {
  const threatened = kind === 'BANKRUPTCY_THREAT' || taken(history, 'BANKRUPTCY_THREAT').length > 0
  const cap = totalCapRule(claim, date, law, threatened)
  if (cap === undefined) return []
  // Charges before there was a cap do not count towards it.
  const counted = history.filter(({ date }) => date >= firstDayOf(['TOTAL_CAP', 'TOTAL_CAP_ENFORCEABLE'], claim, law))
  const charged = costsOf(counted) + (claim.creditorCosts ?? 0n)
  const why = `${minorToText(charged)} of the ${minorToText(cap.most)} in all is charged already`
  return [{ most: rest(cap.most, charged), rule: cap.rule, why }]
}

function conditions({ claim, date, law }: Question): Limit[] {
  const lead = claim.invoiceSent === undefined ? undefined : law.find(claim, 'INVOICE_LEAD', date)
  const agreed = claim.reminderFeeAgreed === false ? law.find(claim, 'REMINDER_AGREED', date) : undefined
  const limits: Limit[] = []
  if (
    lead !== undefined &&
    addDays(claim.invoiceSent ?? claim.due, lead.value.days) > (claim.invoiceDue ?? claim.due)
  ) {
    limits.push({
      most: 0n,
      rule: lead,
      why: `the invoice was sent less than ${lead.value.days} days before it was due`,
    })
  }
  if (agreed !== undefined) limits.push({ most: 0n, rule: agreed, why: 'the fee was not agreed when the debt arose' })
  return limits
}

function light({ history, own, claim, date, law }: Question): Limit | undefined {
  const charged = sum(taken(history, 'DEMAND').map(({ charged }) => charged))
  const rule = law.find(claim, 'DEMAND_HEAVY_FEE', date)
  if (charged === 0n || rule === undefined) return undefined
  return { most: rest(own, charged), rule, why: `${minorToText(charged)} of it is charged already, as the light fee` }
}

function suspension({ claim, date, law }: Question): Limit[] {
  const rule = law.find(claim, 'SUSPENSION', date)
  return rule === undefined
    ? []
    : [{ most: 0n, rule, why: 'the debtor asked for court, and collection costs nothing since' }]
}

/** Where an objection does not stop collection, it may stop its costs. */
function denial({ claim, date, law }: Question): Limit[] {
  const rule = claim.stopped === undefined ? undefined : law.find(claim, 'OBJECTION', date)
  return rule?.value.word === 'NO_COSTS'
    ? [{ most: 0n, rule, why: 'the debtor denies the claim, and collection costs nothing since' }]
    : []
}

/** The agency's; those of the creditor's own letters are in `creditorCosts`. */
export function costsOf(history: readonly StepTaken[]): bigint {
  const own = history.filter(({ step, byCreditor }) => byCreditor !== true && !NO_COST.includes(kindOf(step)))
  return sum(own.map(({ charged }) => charged))
}

/** The first day of the earliest version of rules: nothing before it was held to them. */
export function firstDayOf(topics: readonly TopicName[], { country, debtorType }: Claim, law: Law): string {
  const ids = topics.flatMap((topic) => [ruleIdOf(country, debtorType, topic), ruleIdOf(country, 'ANY', topic)])
  const days = law.rules.flatMap(({ ruleId, validFrom }) => (ids.includes(ruleId) ? [validFrom] : []))
  return days.reduce((first, day) => (day < first ? day : first), '9999-12-31')
}

export function rest(most: bigint, used: bigint): bigint {
  return most > used ? most - used : 0n
}
