/**
 * Compensation for late payment and costs of collection: instead of each other, or one counting towards the other. Where they
 * count, the debtor owes the dearer of the two, never both.
 */
import { minorToText, sum } from '@saatava/core/money.ts'
import { earliest } from './earliest.ts'
import { LawError } from './errors.ts'
import { type Limit, NO_COST, type Question, conditionsOf, costsOf, rest } from './limits.ts'
import { stepFee } from './step-fee.ts'
import { type StepTaken, kindOf, taken } from './steps.ts'
import { tooMany } from './too-many.ts'

export function compensationLimits(question: Question): Limit[] {
  const { kind, history, claim, law, own, date } = question
  if (kind === 'LEGAL' || kind === 'ENFORCEMENT') return []
  const relation = law.find(claim, 'COMPENSATION_RELATION', date)
  if (relation === undefined || relation.value.word === 'ON_TOP_OF_COSTS') return []
  const paid = sum(taken(history, 'COMPENSATION').map(({ charged }) => charged))
  const creditors = claim.creditorCosts ?? 0n
  const charged = costsOf(history) + creditors
  if (kind === 'COMPENSATION') {
    const why = `${minorToText(charged)} is charged already as costs, and the two do not add up`
    return charged === 0n ? [] : [{ most: rest(own, charged), rule: relation, why }]
  }
  if (paid === 0n) return []
  if (relation.value.word === 'INSTEAD_OF_COSTS') {
    return [{ most: 0n, rule: relation, why: `compensation of ${minorToText(paid)} is charged instead of costs` }]
  }
  const allowed = own + entitled(question) + creditors
  const why = `compensation of ${minorToText(paid)} counts towards the costs`
  return [{ most: rest(allowed > paid ? allowed : paid, paid + charged), rule: relation, why }]
}

/** Sums what the steps so far might have cost alone, each on its day; the creditor's own are in its costs. */
function entitled({ kind, history, claim, law }: Question): bigint {
  let allowed = 0n
  const before: StepTaken[] = []
  const isReplaced = kind === 'DEMAND_HEAVY' || taken(history, 'DEMAND_HEAVY').length > 0
  for (const step of history.toSorted((a, b) => (a.date < b.date ? -1 : 1))) {
    const kind = kindOf(step.step)
    // The heavy fee is the whole of both.
    const isCost = !NO_COST.includes(kind) && step.byCreditor !== true && !(isReplaced && kind === 'DEMAND')
    if (isCost) allowed += mightCost(step, before, claim, law)
    before.push(step)
  }
  return allowed
}

/** A letter that went too early, or too often, to be charged is not a cost that compensation counts towards. */
function mightCost(
  { step, date, charged }: StepTaken,
  before: readonly StepTaken[],
  claim: Question['claim'],
  law: Question['law'],
): bigint {
  const kind = kindOf(step)
  try {
    if (tooMany(kind, before, date, claim, law) !== undefined) return charged
    if (date < earliest(kind, before, claim, date, law).date) return charged
    const own = stepFee(kind, taken(before, kind).length + 1, claim, date, law).most
    if (kind === 'DEMAND_HEAVY') return own
    return conditionsOf({ kind, history: before, claim, date, law, own }).reduce(
      (low, { most }) => (most < low ? most : low),
      own,
    )
  } catch (error) {
    // No rule is known any more: what was charged then was allowed for a reason that is not.
    if (error instanceof LawError && error.code === 'NO_RULE') return charged
    throw error
  }
}
