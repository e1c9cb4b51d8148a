/** Every step that may be charged on a claim: from when at the earliest, how much at most, and by which rule. */
import type { CivilDate } from '@saatava/core/dates.ts'
import { earliest } from './earliest.ts'
import { LawError } from './errors.ts'
import { lateFrom } from './fee-basis.ts'
import { LAW, type Law } from './law.ts'
import { totalCapRule } from './limits.ts'
import { type Allowed, mayTake } from './may-take.ts'
import { type Citation, type RuleStatus, cite } from './rule.ts'
import { FEE_TOPICS } from './step-fee.ts'
import { type Claim, type StepKind, type StepName, type StepTaken, checkClaim, nameOf, taken } from './steps.ts'

export interface FeeStep {
  step: StepName
  /** The first day, when the steps before it are taken as early as they may. Null: no rule says. */
  earliest: string | null
  /** The first day when no reminder or demand was charged before it that could be left out. */
  earliestAlone: string | null
  /** Minor units. Null: there is such a step, but the rule for its fee is missing; `note` says which. */
  most: bigint | null
  rule: string | null
  source: string | null
  status: RuleStatus | 'missing'
  /** The rule that gives the first day; where the step before it was taken later than that, its day holds. */
  earliestRule: Citation | null
  rules: Citation[]
  note?: string
}

/** Letters that follow on each other, in this order; the others stand alone. */
const CHAIN: StepKind[] = ['REMINDER', 'DEMAND', 'DEMAND_HEAVY']
const ALONE: StepKind[] = ['EXTENSION', 'PLAN', 'COMPENSATION', 'TRATTA', 'BANKRUPTCY_THREAT']

/** How many of a kind are shown where the law sets no number; three is the most that any law here sets. */
const SHOWN_MAX = 3
const SHOWN_WITHOUT_LIMIT = 2

/**
 * @returns in order: the reminders and demands that the law lets follow on each other, then what stands alone
 * @throws LawError INPUT
 */
export function feeSteps(claim: Claim, law: Law = LAW): FeeStep[] {
  checkClaim(claim)
  const steps: FeeStep[] = []
  const history: StepTaken[] = []
  for (const kind of CHAIN.filter((kind) => isKnown(kind, claim, law))) {
    const most = hasLimit(kind, claim, law) ? SHOWN_MAX : SHOWN_WITHOUT_LIMIT
    for (let ordinal = 1; ordinal <= most; ordinal += 1) {
      const step = row(kind, ordinal, history, claim, law)
      if (step === undefined) break
      steps.push(step)
      if (step.earliest === null) break
      history.push({ step: step.step, date: step.earliest, charged: step.most ?? 0n })
    }
  }
  // Each alone: earlier charges for letters are not counted against them.
  const free = history.map((step) => ({ ...step, charged: 0n }))
  const first = taken(free, 'REMINDER').slice(0, 1)
  for (const kind of ALONE.filter((kind) => isKnown(kind, claim, law))) {
    const step = row(kind, 1, kind === 'TRATTA' || kind === 'BANKRUPTCY_THREAT' ? first : [], claim, law)
    if (step !== undefined) steps.push(step)
  }
  return steps
}

/** The cap on everything charged for collection by the day `on`; undefined where none is known. */
export function totalCap(
  claim: Claim,
  on: CivilDate,
  law: Law = LAW,
): { most: bigint; rule: string; source: string; status: RuleStatus } | undefined {
  const cap = totalCapRule(claim, on, law)
  if (cap === undefined) return undefined
  const { rule, source, status } = cite(cap.rule)
  return { most: cap.most, rule, source, status }
}

/** The step as it stands after the history; undefined where it is refused for good. */
function row(
  kind: StepKind,
  ordinal: number,
  history: readonly StepTaken[],
  claim: Claim,
  law: Law,
): FeeStep | undefined {
  const step = nameOf(kind, ordinal)
  let date: CivilDate | null = null
  try {
    date = later(firstDay(kind, history, claim, law), history.at(-1)?.date)
    // The heavy fee is shown whole, as the tables give it: the light one that it replaces is not counted against it.
    const before = kind === 'DEMAND_HEAVY' ? history.map((step) => ({ ...step, charged: 0n })) : history
    const may = mayTake(step, before, date, claim, law)
    if (!may.allowed) return undefined
    return {
      ...shown(may),
      earliest: date,
      earliestAlone: firstDay(kind, needed(kind, ordinal, history, claim, law), claim, law),
      earliestRule: cite(earliest(kind, history, claim, date, law).rule),
      ...relation(kind, claim, date, law, may),
    }
  } catch (error) {
    if (!(error instanceof LawError) || error.code !== 'NO_RULE') throw error
    const missing = { earliestAlone: date, most: null, rule: error.ruleId ?? null, source: null, earliestRule: null }
    return { step, earliest: date, ...missing, status: 'missing', rules: [], note: error.message }
  }
}

function shown({ step, most, rule, source, status, rules, note }: Allowed) {
  return { step, most, rule, source, status, rules, ...(note === undefined ? {} : { note }) }
}

function relation(kind: StepKind, claim: Claim, date: CivilDate, law: Law, may: Allowed): { note?: string } {
  if (kind !== 'COMPENSATION' || may.note !== undefined) return {}
  const word = law.find(claim, 'COMPENSATION_RELATION', date)?.value.word
  if (word === 'INSTEAD_OF_COSTS') return { note: 'instead of the costs of reminders, demands and plans' }
  return word === 'COUNTS_TOWARDS_COSTS' ? { note: 'counts towards the costs of reminders and demands' } : {}
}

/** Returns the part of the earlier steps without which the step could not be taken. */
function needed(kind: StepKind, ordinal: number, history: readonly StepTaken[], claim: Claim, law: Law): StepTaken[] {
  if (ordinal > 1 || kind === 'DEMAND_HEAVY' || kind === 'TRATTA') return [...history]
  const reminded = law.knows(claim, 'NOTICE_TERM') || law.knows(claim, 'DEMAND_AFTER_REMINDER')
  return kind === 'DEMAND' && reminded ? taken(history, 'REMINDER').slice(0, 1) : []
}

function later(a: string, b: string | undefined): string {
  return b !== undefined && b > a ? b : a
}

/** The rules of the day that they themselves lead to. */
function firstDay(kind: StepKind, history: readonly StepTaken[], claim: Claim, law: Law): string {
  const from = history.at(-1)?.date ?? lateFrom(claim, law).date
  const first = earliest(kind, history, claim, from, law).date
  return earliest(kind, history, claim, first, law).date
}

function isKnown(kind: StepKind, claim: Claim, law: Law): boolean {
  const topic = FEE_TOPICS[kind]
  return topic !== undefined && law.knows(claim, topic)
}

function hasLimit(kind: StepKind, claim: Claim, law: Law): boolean {
  return law.knows(claim, kind === 'REMINDER' ? 'REMINDER_COUNT' : 'DEMAND_COUNT')
}
