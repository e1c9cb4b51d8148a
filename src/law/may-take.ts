/** May this step be taken today, and what may be charged for it? Each answer names the rule that it rests on. */
import { planCount } from './plan-rules.ts'
import { minorToText } from '../core/money.ts'
import { LawError } from './errors.ts'
import { earliest } from './earliest.ts'
import { feeDate } from './fee-basis.ts'
import { LAW, type Law } from './law.ts'
import { limitsOf } from './limits.ts'
import { CURRENCY_OF, type Citation, type Rule, type RuleStatus, cite, statusOf } from './rule.ts'
import { stepFee } from './step-fee.ts'
import { type Claim, type StepKind, type StepName, type StepTaken, checkClaim, kindOf, nameOf, taken } from './steps.ts'

interface Ruled {
  /** The step as it would be called in the history: "REMINDER_2" where one was taken before. */
  step: StepName
  /** The rule that decides: it gives the most, or refuses. */
  rule: string
  source: string
  /** Verified only where everything is that the figure, or the refusal, comes from. */
  status: RuleStatus
  /** Every rule asked, the deciding one first. */
  rules: Citation[]
}

export interface Allowed extends Ruled {
  allowed: true
  earliest: string
  /** Minor units. 0n: the step may be taken, but nothing charged for it. */
  most: bigint
  /** The currency of the country's rules. A claim in another one is for a person to decide. */
  currency: string
  note?: string
}

export interface Refused extends Ruled {
  allowed: false
  why: string
  /** From when it is allowed, where it is only too early. */
  earliest?: string
}

/**
 * May a charged step be taken on this day? (A reminder that costs nothing may go earlier: this is about charged ones.)
 * @param step a kind, or a name such as "REMINDER_2": which time it is follows from the history
 * @param history what was done before on this claim, charged or not
 * @throws LawError NO_RULE where the country knows no such step or the rule is missing, UNVERIFIED_RULE, INPUT
 */
export function mayTake(
  step: StepName,
  history: readonly StepTaken[],
  today: string,
  claim: Claim,
  law: Law = LAW,
): Allowed | Refused {
  checkClaim(claim)
  const kind = kindOf(step)
  const before = taken(history, kind).length
  const name = nameOf(kind, before + 1)
  const refusal = refusedBy(kind, before, history, today, claim, law)
  if (refusal !== undefined) return { allowed: false, step: name, why: refusal.why, ...ruled([refusal.rule]) }
  const first = earliest(kind, history, claim, today, law)
  if (today < first.date) {
    const why = `not before ${first.date}`
    return { allowed: false, step: name, why, earliest: first.date, ...ruled([first.rule], first.rules) }
  }
  const fee = stepFee(kind, before + 1, claim, today, law)
  const limits = limitsOf({ kind, history, claim, date: today, law, own: fee.most })
  const lowest = limits.reduce<(typeof limits)[number] | undefined>(
    (low, limit) => (limit.most < (low?.most ?? fee.most) ? limit : low),
    undefined,
  )
  const figure = [...(lowest === undefined ? [] : [lowest.rule]), ...fee.rules]
  const others = [...limits.map(({ rule }) => rule), ...first.rules]
  const note = lowest?.why ?? fee.note
  return {
    allowed: true,
    step: name,
    earliest: first.date,
    most: lowest?.most ?? fee.most,
    currency: CURRENCY_OF[claim.country],
    ...(figure.length === 0 ? ruled([first.rule], others) : ruled(figure, others)),
    ...(note === undefined ? {} : { note }),
  }
}

interface Refusal {
  rule: Rule
  why: string
}

/** What stands in the step's way on any day. */
function refusedBy(
  kind: StepKind,
  before: number,
  history: readonly StepTaken[],
  today: string,
  claim: Claim,
  law: Law,
): Refusal | undefined {
  const legal = kind === 'LEGAL' || kind === 'ENFORCEMENT'
  if (claim.stopped === 'OBJECTION' && !legal) {
    const rule = law.find(claim, 'OBJECTION', today)
    if (rule !== undefined) return { rule, why: 'the debtor denies the claim: it is for a court now' }
  }
  if (kind === 'TRATTA') {
    const rule = law.find(claim, 'TRATTA', today)
    if (rule !== undefined) return { rule, why: 'publicity may not be threatened here' }
  }
  if (kind === 'LEGAL' && taken(history, 'DEMAND').length === 0) {
    const rule = law.find(claim, 'COURT_AFTER_DEMAND', today)
    if (rule !== undefined) return { rule, why: 'no payment demand was sent yet' }
  }
  return needsOther(kind, history, today, claim, law) ?? tooMany(kind, before, today, claim, law)
}

/** A heavy fee needs a light one before it, publicity a reminder, and a demand a notice where there is a rule for it. */
function needsOther(
  kind: StepKind,
  history: readonly StepTaken[],
  today: string,
  claim: Claim,
  law: Law,
): Refusal | undefined {
  const on = feeDate(claim, today, law)
  if (kind === 'DEMAND_HEAVY' && taken(history, 'DEMAND').length === 0) {
    return { rule: law.need(claim, 'DEMAND_HEAVY_AFTER', on), why: 'no demand was sent yet' }
  }
  const notice = kind === 'DEMAND' ? law.find(claim, 'NOTICE_TERM', on) : undefined
  if (notice !== undefined && taken(history, 'REMINDER').length === 0) {
    return { rule: notice, why: 'no notice was sent yet: the last reminder is one' }
  }
  if (kind === 'TRATTA' && taken(history, 'REMINDER').length === 0) {
    return { rule: law.need(claim, 'TRATTA_AFTER_REMINDER', on), why: 'no reminder was sent yet' }
  }
  return undefined
}

function tooMany(kind: StepKind, before: number, today: string, claim: Claim, law: Law): Refusal | undefined {
  if (before === 0 || kind === 'LEGAL' || kind === 'ENFORCEMENT') return undefined
  const limit = countRule(kind, today, claim, law)
  if (limit !== undefined) {
    return before < limit.value.count ? undefined : { rule: limit, why: `at most ${limit.value.count} may be charged` }
  }
  // A rule about the next one says that there may be a next one; where none speaks of it, there is one.
  const topic = NEXT[kind]
  if (topic !== undefined && law.find(claim, topic, feeDate(claim, today, law)) !== undefined) return undefined
  const [rule] = stepFee(kind, 1, claim, today, law).rules
  if (rule === undefined) throw new LawError('INPUT', `${kind} has no rule.`)
  return { rule, why: `no rule here speaks of a second one, so that the fee of ${feeText(rule)} is charged once` }
}

const NEXT = {
  REMINDER: 'REMINDER_SPACING',
  DEMAND: 'FURTHER_DEMAND_SHARE',
  EXTENSION: 'EXTENSION_DAYS',
} as const satisfies Partial<Record<StepKind, string>> as Partial<
  Record<StepKind, 'REMINDER_SPACING' | 'FURTHER_DEMAND_SHARE' | 'EXTENSION_DAYS'>
>

function countRule(kind: StepKind, today: string, claim: Claim, law: Law) {
  const on = feeDate(claim, today, law)
  if (kind === 'REMINDER') return law.find(claim, 'REMINDER_COUNT', on)
  if (kind === 'DEMAND') return law.find(claim, 'DEMAND_COUNT', on)
  return kind === 'PLAN' ? planCount(claim, today, law) : undefined
}

function feeText({ value }: Rule): string {
  return value.type === 'AMOUNT' ? minorToText(value.minor) : 'the table'
}

/** @param figure what the answer's figure or refusal comes from, the deciding rule first  @param others what was asked besides */
function ruled(figure: Rule[], others: Rule[] = []): Omit<Ruled, 'step'> {
  const all = [...new Map([...figure, ...others].map((each) => [`${each.ruleId} ${each.validFrom}`, each])).values()]
  const [rule] = figure
  if (rule === undefined) throw new RangeError('an answer rests on a rule')
  return { rule: rule.ruleId, source: rule.source, status: statusOf(figure), rules: all.map(cite) }
}
