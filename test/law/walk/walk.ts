/** Everything that one generated case is asked about. */
import type { Law } from '@saatava/law/law.ts'
import { MODELS } from '../model/index.ts'
import type { Land } from '../model/shape.ts'
import { compareAllocation } from './compare-allocation.ts'
import { compareFacts } from './compare-facts.ts'
import { compareInterest } from './compare-interest.ts'
import { compareFeeSteps, comparePolicy } from './compare-policy.ts'
import { compareCompensation, compareTables } from './compare-tables.ts'
import { compareTime } from './compare-time.ts'
import { Disagreement } from './disagreement.ts'
import { generate } from './generate.ts'
import { play } from './play.ts'

/** A policy is tried at every capital where a table changes, which takes as long as ten walks where there are tables. */
const policiesPercent = (land: Land) => (MODELS[land].bounds.length > 0 ? 15 : 60)

/** Returns the disagreement of the law and the model about a case; undefined: none. A number always gives the same case. */
export function disagreement(law: Law, seed: number, index: number): string | undefined {
  const generated = generate(seed, index)
  const { name, debt, dice } = generated
  try {
    compareFacts(debt, dice, law)
    compareAllocation(debt, dice, law)
    compareTables(debt, dice, law)
    compareCompensation(debt, dice, law)
    compareTime(debt, dice, law)
    if (dice.percent(policiesPercent(debt.land))) comparePolicy(debt, dice, law)
    if (dice.percent(policiesPercent(debt.land))) compareFeeSteps(debt, law)
    compareInterest(play(generated, law), dice, law)
  } catch (error) {
    if (error instanceof Disagreement) return `${name}: ${error.message}`
    throw error
  }
  return undefined
}
