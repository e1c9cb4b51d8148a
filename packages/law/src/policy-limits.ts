/**
 * The limits of the law beside each step of a policy: the first day, the highest fee, and the fewest days to pay. The steps
 * are taken in thought at every capital where some table changes, as the check of a policy does.
 */
import { type CivilDate, addDays, daysBetween } from '@saatava/core/dates.ts'
import { LawError } from './errors.ts'
import { LAW, type Law } from './law.ts'
import { type PolicyFor, type PolicyStep, capitals, termOfStep } from './lawful-policy.ts'
import { type Allowed, type Refused, mayTake, mayTakeFree } from './may-take.ts'
import type { Claim, StepName, StepTaken } from './steps.ts'

interface Cited {
  rule: string
  source: string
}

export interface StepLimits {
  step: StepName
  /** Fewest days after the step before it; of the first step, after the due date. Null: the law gives no answer. */
  afterDays: (Cited & { days: number }) | null
  /** Minor units: the highest fee at the smallest and at the largest capital. Null: it may not be charged, or there is no answer. */
  fee: (Cited & { least: bigint; most: bigint; currency: string }) | null
  /** Null: the law sets no time to pay. */
  payWithinDays: (Cited & { days: number }) | null
  /** Why the step may not be taken at all, or not be charged. */
  refusal: string | null
}

/** @throws LawError UNVERIFIED_RULE, INPUT */
export function policyLimits(steps: readonly PolicyStep[], policyFor: PolicyFor, law: Law = LAW): StepLimits[] {
  const walks = capitals(steps, policyFor, law).map((capital) => walk(steps, policyFor, capital, law))
  return steps.map((_step, index) =>
    walks.flatMap((one) => one[index] ?? []).reduce((limits, other) => merged(limits, other)),
  )
}

function walk(steps: readonly PolicyStep[], policyFor: PolicyFor, capital: bigint, law: Law): StepLimits[] {
  const history: StepTaken[] = []
  const claim: Claim = { ...policyFor, capital }
  let date = policyFor.due
  return steps.map((asked, index): StepLimits => {
    const before = date
    date = addDays(date, asked.offsetDays)
    const term = termOfStep(steps, index, date, claim, law)
    const payWithinDays = term === undefined ? null : { days: term.value.days, rule: term.ruleId, source: term.source }
    const common = { step: asked.step, payWithinDays }
    try {
      const first = firstDay(asked, history, before, claim, law)
      const day = first !== undefined && first.date > date ? first.date : date
      const may = mayTake(asked.step, history, day, claim, law)
      history.push({ step: may.step, date, charged: chargeOf(asked, may), ...payByOf(asked, date) })
      return {
        ...common,
        afterDays: first === undefined ? null : afterOf(first, before),
        fee: may.allowed ? { least: may.most, most: may.most, ...citedOf(may), currency: may.currency } : null,
        refusal: may.allowed ? null : may.why,
      }
    } catch (error) {
      if (!(error instanceof LawError) || error.code !== 'NO_RULE') throw error
      return { ...common, afterDays: null, fee: null, refusal: error.message }
    }
  })
}

/**
 * Finds the first day on which the step may be taken, with the rule that holds it back longest. Each answer names the limit that holds
 * on its own day, so the law is asked again on the day that it has named. Undefined where the law refuses the step on every day.
 */
function firstDay(
  { step, fee }: PolicyStep,
  history: readonly StepTaken[],
  from: CivilDate,
  claim: Claim,
  law: Law,
): (Cited & { date: CivilDate }) | undefined {
  const ask = fee === 0n ? mayTakeFree : mayTake
  let answer = ask(step, history, from, claim, law)
  let first = { date: answer.earliest ?? from, ...citedOf(answer) }
  for (let asked = from; !answer.allowed && answer.earliest !== undefined && answer.earliest > asked; ) {
    asked = answer.earliest
    first = { date: asked, ...citedOf(answer) }
    answer = ask(step, history, asked, claim, law)
  }
  return answer.allowed ? first : undefined
}

function afterOf({ date, ...cited }: Cited & { date: CivilDate }, before: CivilDate): StepLimits['afterDays'] {
  return { days: Math.max(0, daysBetween(before, date)), ...cited }
}

function citedOf({ rule, source }: Cited): Cited {
  return { rule, source }
}

function chargeOf({ fee }: PolicyStep, may: Allowed | Refused): bigint {
  if (!may.allowed) return 0n
  return typeof fee === 'bigint' && fee < may.most ? fee : may.most
}

function payByOf({ payWithinDays }: PolicyStep, date: CivilDate): { payBy?: CivilDate } {
  return payWithinDays === undefined ? {} : { payBy: addDays(date, payWithinDays) }
}

/** Over two capitals: the later first day, the range of the fee. */
function merged(a: StepLimits, b: StepLimits): StepLimits {
  const afterDays = (b.afterDays?.days ?? -1) > (a.afterDays?.days ?? -1) ? b.afterDays : a.afterDays
  return { ...a, afterDays, fee: widest(a.fee, b.fee), refusal: a.fee === null && b.fee === null ? a.refusal : null }
}

function widest(a: StepLimits['fee'], b: StepLimits['fee']): StepLimits['fee'] {
  if (a === null || b === null) return a ?? b
  const least = a.least < b.least ? a.least : b.least
  return b.most > a.most ? { ...b, least } : { ...a, least }
}
