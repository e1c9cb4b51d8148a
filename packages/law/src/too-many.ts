/** How many steps of a kind may be charged: those that cost nothing, and those of a time without such a rule, do not count. */
import { Temporal } from 'temporal-polyfill'
import { type CivilDate, addDays } from '@saatava/core/dates.ts'
import { minorToText } from '@saatava/core/money.ts'
import { LawError } from './errors.ts'
import type { Law } from './law.ts'
import { firstDayOf } from './limits.ts'
import { planCount } from './plan-rules.ts'
import type { Rule } from './rule.ts'
import { stepFee } from './step-fee.ts'
import { type Claim, type StepKind, type StepTaken, taken } from './steps.ts'
import type { TopicName } from './topics.ts'

/** Returns the obstacle to charging for one more step of a kind. */
export function tooMany(
  kind: StepKind,
  history: readonly StepTaken[],
  today: CivilDate,
  claim: Claim,
  law: Law,
): { rule: Rule; why: string } | undefined {
  const others = kind === 'REMINDER' ? (claim.otherReminders ?? 0) : 0
  if ((taken(history, kind).length === 0 && others === 0) || kind === 'LEGAL' || kind === 'ENFORCEMENT')
    return undefined
  const short = kind === 'REMINDER' ? shortReminder(history, today, claim, law) : undefined
  if (short !== undefined) return short
  const limit = countRule(kind, history, today, claim, law)
  if (limit !== undefined) {
    const series = kind === 'REMINDER' ? sinceRest(history, today, claim, law) : history
    if (chargedSince(kind, series, claim, law) + others < limit.value.count) return undefined
    const where = others === 0 ? '' : `, and ${others} were charged on other claims of this debtor in the same arrears`
    return { rule: limit, why: `at most ${limit.value.count} may be charged${where}` }
  }
  const costs = kind === 'DEMAND' ? law.find(claim, 'COLLECTION_COSTS', today) : undefined
  if (costs !== undefined && claim.professional !== false) {
    if (taken(history, 'DEMAND').length >= WITH_COLLECTION_COSTS)
      return { rule: costs, why: 'the collector’s costs are charged once, after the demand' }
    if (taken(history, 'REMINDER').length > 0) return undefined
    return { rule: costs, why: 'no reminder has warned the debtor of a collector’s costs' }
  }
  // A rule about the next one says that there may be a next one; where none speaks of it, there is one.
  const topic = NEXT[kind]
  if (topic !== undefined && law.find(claim, topic, today) !== undefined) return undefined
  const [rule] = stepFee(kind, 1, claim, today, law).rules
  if (rule === undefined) throw new LawError('INPUT', `${kind} has no rule.`)
  return { rule, why: `no rule here speaks of a second one, so that the fee of ${feeText(rule)} is charged once` }
}

/** The demand itself, and one with the costs of what followed it. */
const WITH_COLLECTION_COSTS = 2

/** Where a charged reminder gives a least time to pay, one that gave less leaves no room for another charged one. */
function shortReminder(history: readonly StepTaken[], today: CivilDate, claim: Claim, law: Law) {
  const rule = law.find(claim, 'REMINDER_TERM', today)
  if (rule === undefined) return undefined
  const short = taken(sinceRest(history, today, claim, law), 'REMINDER').find(
    ({ charged, payBy, date }) => charged > 0n && payBy !== undefined && payBy < addDays(date, rule.value.days),
  )
  if (short === undefined) return undefined
  return { rule, why: `the reminder of ${short.date} gave fewer than ${rule.value.days} days to pay` }
}

/** The letters since collection last rested for as long as the law wants before reminders are counted again. */
function sinceRest(history: readonly StepTaken[], today: CivilDate, claim: Claim, law: Law): StepTaken[] {
  const rule = law.find(claim, 'REMINDER_REST', today)
  const letters = taken(history, 'REMINDER', 'DEMAND')
  if (rule === undefined) return letters
  const hasRested = (from: CivilDate, until: CivilDate) =>
    Temporal.PlainDate.from(from).add({ months: rule.value.months }).toString() <= until
  const first = letters.findLastIndex(({ date }, i) => hasRested(date, letters[i + 1]?.date ?? today))
  return letters.slice(first + 1)
}

const NEXT = {
  REMINDER: 'REMINDER_SPACING',
  DEMAND: 'FURTHER_DEMAND_SHARE',
  EXTENSION: 'EXTENSION_DAYS',
} as const satisfies Partial<Record<StepKind, string>> as Partial<
  Record<StepKind, 'REMINDER_SPACING' | 'FURTHER_DEMAND_SHARE' | 'EXTENSION_DAYS'>
>

const COUNT_TOPICS = {
  REMINDER: 'REMINDER_COUNT',
  DEMAND: 'DEMAND_COUNT',
  TRATTA: 'TRATTA_COUNT',
  BANKRUPTCY_THREAT: 'BANKRUPTCY_THREAT_COUNT',
} as const satisfies Partial<Record<StepKind, TopicName>>
type Counted = keyof typeof COUNT_TOPICS

function isCounted(kind: StepKind): kind is Counted {
  return Object.hasOwn(COUNT_TOPICS, kind)
}

/** How many of a kind may be charged; undefined where no rule says. */
export function countRule(kind: StepKind, history: readonly StepTaken[], today: CivilDate, claim: Claim, law: Law) {
  if (kind === 'PLAN') return planCount(claim, today, law)
  if (!isCounted(kind)) return undefined
  const withTratta = kind === 'DEMAND' && taken(history, 'TRATTA').length > 0
  const fewer = withTratta ? law.find(claim, 'DEMAND_COUNT_WITH_TRATTA', today) : undefined
  return fewer ?? law.find(claim, COUNT_TOPICS[kind], today)
}

/** Counts the steps that were charged since the law limits their number: the others are free. */
export function chargedSince(kind: StepKind, history: readonly StepTaken[], claim: Claim, law: Law): number {
  const first = isCounted(kind) ? firstDayOf([COUNT_TOPICS[kind]], claim, law) : ''
  return taken(history, kind).filter(({ charged, date }) => charged > 0n && date >= first).length
}

function feeText({ value }: Rule): string {
  return value.type === 'AMOUNT' ? minorToText(value.minor) : 'the table'
}
