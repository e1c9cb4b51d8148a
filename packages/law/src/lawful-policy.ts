/**
 * Does the law allow a policy? Its steps are taken in thought, each on its day, at every capital where some table changes:
 * what is too early, too many or too dear at any of them is named, with the rule.
 */
import { type CivilDate, addDays } from '@saatava/core/dates.ts'
import { minorToText } from '@saatava/core/money.ts'
import { LawError } from './errors.ts'
import { type FoundRule, LAW, type Law, type Whose } from './law.ts'
import { mayTake, mayTakeFree } from './may-take.ts'
import type { Country, DebtorType, RuleStatus, Tier } from './rule.ts'
import { type Claim, type StepName, type StepTaken, kindOf } from './steps.ts'

export interface PolicyStep {
  step: StepName
  /** Days after the step before it; of the first step, after the due date. */
  offsetDays: number
  /** Minor units, or a table by capital. Left out: the most that the law allows, which is never a violation. */
  fee?: bigint | readonly Tier[]
  /** How long its letter gives the debtor to pay. Left out: as long as the law wants. */
  payWithinDays?: number
}

export interface PolicyFor {
  country: Country
  debtorType: DebtorType
  /** The due date to try it with: the rules of that time hold. */
  due: CivilDate
  directlyEnforceable?: boolean
  professional?: boolean
}

export interface Violation {
  /** Index of the step, from 0. */
  step: number
  rule: string
  source: string | null
  status: RuleStatus | 'missing'
  why: string
}

const STEPS_MAX = 50
/** The tables begin again just above a bound. */
const CENT = 1n

/** @returns no violations: the policy is lawful @throws LawError UNVERIFIED_RULE, INPUT */
export function lawfulPolicy(steps: readonly PolicyStep[], policyFor: PolicyFor, law: Law = LAW): Violation[] {
  if (steps.length > STEPS_MAX) throw new LawError('INPUT', `A policy has at most ${STEPS_MAX} steps.`)
  for (const { offsetDays } of steps) {
    if (!Number.isInteger(offsetDays) || offsetDays < 0)
      throw new LawError('INPUT', `${offsetDays} is not a number of days.`)
  }
  const found = new Map<string, Violation>()
  for (const capital of capitals(steps, policyFor, law)) {
    for (const violation of tried(steps, policyFor, capital, law)) {
      const key = `${violation.step} ${violation.rule}`
      if (!found.has(key)) found.set(key, violation)
    }
  }
  return [...found.values()].toSorted((a, b) => a.step - b.step)
}

/** The policy's life on a claim of this capital. A step that is refused counts as not taken. */
function tried(steps: readonly PolicyStep[], policyFor: PolicyFor, capital: bigint, law: Law): Violation[] {
  const violations: Violation[] = []
  const history: StepTaken[] = []
  let date = policyFor.due
  for (const [index, { step, offsetDays, fee, payWithinDays }] of steps.entries()) {
    date = addDays(date, offsetDays)
    try {
      const given = feeAt(fee, capital)
      const may = (given === 0n ? mayTakeFree : mayTake)(step, history, date, { ...policyFor, capital }, law)
      const { rule, source, status } = may
      if (!may.allowed) {
        const when = may.earliest === undefined ? '' : `, and ${offsetDays} days after the step before it is ${date}`
        const why = `${may.step}: ${may.why}${when} (due ${policyFor.due})`
        violations.push({ step: index, rule, source, status, why })
        continue
      }
      const asked = given ?? may.most
      if (asked > may.most) {
        const why = `${may.step}: ${minorToText(asked)} is more than ${minorToText(may.most)}, the most at a capital of ${minorToText(capital)}`
        violations.push({ step: index, rule, source, status, why })
      }
      const short = tooShort(steps, index, date, { ...policyFor, capital }, law)
      violations.push(...short)
      // A term that is too short is named once, and not by every step that waits for it.
      const payBy = payWithinDays === undefined || short.length > 0 ? {} : { payBy: addDays(date, payWithinDays) }
      history.push({ step: may.step, date, charged: asked < may.most ? asked : may.most, ...payBy })
    } catch (error) {
      if (!(error instanceof LawError) || error.code !== 'NO_RULE') throw error
      violations.push({ step: index, rule: error.ruleId ?? step, source: null, status: 'missing', why: error.message })
    }
  }
  return violations
}

/** The rule on the time to pay in a letter, by its kind and the next one's. */
const TERMS: Partial<Record<string, 'NOTICE_TERM' | 'REMINDER_TERM'>> = {
  'REMINDER DEMAND': 'NOTICE_TERM',
  'REMINDER REMINDER': 'REMINDER_TERM',
}

/**
 * The fewest days that the letter of a step gives the debtor to pay. A demand gives a time to pay, and so does the notice that
 * some countries want before it: the last reminder. Undefined where the law sets no time.
 */
export function termOfStep(
  steps: readonly PolicyStep[],
  index: number,
  date: CivilDate,
  claim: Whose,
  law: Law,
): FoundRule<'DAYS'> | undefined {
  const [here, following] = [steps[index], steps[index + 1]]
  if (here === undefined) return undefined
  const [kind, next] = [here.step, following?.step].map((name) => name && kindOf(name))
  const topic = TERMS[`${kind} ${next}`] ?? (kind === 'DEMAND' ? 'DEMAND_TERM' : undefined)
  // A reminder’s term is about charging for the next one.
  if (topic === 'REMINDER_TERM' && (here.fee === 0n || following?.fee === 0n)) return undefined
  return topic && law.find(claim, topic, date)
}

function tooShort(steps: readonly PolicyStep[], index: number, date: CivilDate, claim: Claim, law: Law): Violation[] {
  const { step, payWithinDays } = steps[index] ?? {}
  if (step === undefined || payWithinDays === undefined) return []
  const term = termOfStep(steps, index, date, claim, law)
  if (term === undefined || payWithinDays >= term.value.days) return []
  const { ruleId: rule, source, status } = term
  const why = `${step}: ${payWithinDays} days to pay are fewer than ${term.value.days}`
  return [{ step: index, rule, source, status, why }]
}

/** One capital in every tier of every table that may matter, at its end and just above it. */
export function capitals(steps: readonly PolicyStep[], { country, debtorType }: PolicyFor, law: Law): bigint[] {
  const bounds = new Set<bigint>([CENT])
  const add = (tiers: readonly Tier[]) => {
    for (const { over, upTo } of tiers) {
      bounds.add(over + CENT)
      if (upTo !== null) bounds.add(upTo).add(upTo + CENT)
    }
  }
  for (const { value, ...rule } of law.rules) {
    const concerns = rule.country === country && (rule.debtorType === 'ANY' || rule.debtorType === debtorType)
    if (concerns && value.type === 'TIERS') add(value.tiers)
  }
  for (const { fee } of steps) if (fee !== undefined && typeof fee !== 'bigint') add(fee)
  return [...bounds].toSorted((a, b) => (a < b ? -1 : 1))
}

function feeAt(fee: PolicyStep['fee'], capital: bigint): bigint | undefined {
  if (fee === undefined || typeof fee === 'bigint') return fee
  return fee.find(({ over, upTo }) => capital > over && (upTo === null || capital <= upTo))?.amount ?? 0n
}
