/** May this step be taken today, and what may be charged for it? Each answer names the rule that it rests on. */
import type { CivilDate } from '@saatava/core/dates.ts'
import { minorToText, sum } from '@saatava/core/money.ts'
import { compensationLimits } from './compensation.ts'
import { type Earliest, earliest } from './earliest.ts'
import type { StepFee } from './fee-basis.ts'
import { forbiddenBy } from './forbidden.ts'
import { LAW, type Law } from './law.ts'
import { exceedingRule, limitsOf } from './limits.ts'
import { CURRENCY_OF, type Citation, type Rule, type RuleStatus, cite, statusOf } from './rule.ts'
import { stepFee } from './step-fee.ts'
import { type Claim, type StepKind, type StepName, type StepTaken, checkClaim, kindOf, nameOf, taken } from './steps.ts'
import { tooMany } from './too-many.ts'

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
  /** The step may be taken where it costs the debtor nothing: the rule is about what is charged. */
  free: boolean
  /** From when it is allowed, where it is only too early. */
  earliest?: string
}

/**
 * May a charged step be taken on this day? (One that costs nothing: see mayTakeFree.)
 * @param step a kind, or a name such as "REMINDER_2": which time it is follows from the history
 * @param history what was done before on this claim, charged or not
 * @throws LawError NO_RULE where the country knows no such step or the rule is missing, UNVERIFIED_RULE, INPUT
 */
export function mayTake(
  step: StepName,
  history: readonly StepTaken[],
  today: CivilDate,
  claim: Claim,
  law: Law = LAW,
): Allowed | Refused {
  checkClaim(claim)
  const kind = kindOf(step)
  const before = taken(history, kind).length
  const name = nameOf(kind, before + 1)
  const free = mayTakeFree(step, history, today, claim, law)
  if (!free.allowed) return free
  const refusal = tooMany(kind, history, today, claim, law)
  if (refusal !== undefined)
    return { allowed: false, free: true, step: name, why: refusal.why, ...ruled([refusal.rule]) }
  const first = earliest(kind, history, claim, today, law)
  if (today < first.date) return tooEarly(name, first, true)
  const fee = ownFee(kind, before + 1, claim, today, law)
  const question = { kind, history, claim, date: today, law, own: fee.most }
  const limits = [...limitsOf(question), ...compensationLimits(question)]
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

/**
 * May a step be taken on this day that costs the debtor nothing? Limits on charges alone (their number, their distance,
 * the cap) are not asked. @throws LawError as mayTake
 */
export function mayTakeFree(
  step: StepName,
  history: readonly StepTaken[],
  today: CivilDate,
  claim: Claim,
  law: Law = LAW,
): Allowed | Refused {
  checkClaim(claim)
  const kind = kindOf(step)
  const name = nameOf(kind, taken(history, kind).length + 1)
  const refusal = forbiddenBy(kind, history, today, claim, law)
  if (refusal !== undefined)
    return { allowed: false, free: false, step: name, why: refusal.why, ...ruled([refusal.rule]) }
  const first = earliest(kind, history, claim, today, law, false)
  if (today < first.date) return tooEarly(name, first, false)
  const currency = CURRENCY_OF[claim.country]
  return { allowed: true, step: name, earliest: first.date, most: 0n, currency, ...ruled([first.rule], first.rules) }
}

function tooEarly(step: StepName, { date, rule, rules }: Earliest, free: boolean): Refused {
  return { allowed: false, free, step, why: `not before ${date}`, earliest: date, ...ruled([rule], rules) }
}

/** The step's own most, or what unusual work has cost where the law lets it exceed that. */
function ownFee(kind: StepKind, ordinal: number, claim: Claim, today: CivilDate, law: Law): StepFee {
  const fee = stepFee(kind, ordinal, claim, today, law)
  const rule = kind === 'COMPENSATION' ? undefined : exceedingRule(claim, today, law)
  const cost = sum((claim.exceeding ?? []).map(({ amount }) => amount))
  if (rule === undefined || cost <= fee.most) return fee
  const note = `${minorToText(cost)} by unusual work, more than the usual most of ${minorToText(fee.most)}: the debtor gets the items and the reasons`
  return { most: cost, rules: [rule, ...fee.rules], note }
}

/** @param figure what the answer's figure or refusal comes from, the deciding rule first  @param others what was asked besides */
function ruled(figure: Rule[], others: Rule[] = []): Omit<Ruled, 'step'> {
  const all = [...new Map([...figure, ...others].map((each) => [`${each.ruleId} ${each.validFrom}`, each])).values()]
  const [rule] = figure
  if (rule === undefined) throw new RangeError('an answer rests on a rule')
  return { rule: rule.ruleId, source: rule.source, status: statusOf(figure), rules: all.map(cite) }
}
