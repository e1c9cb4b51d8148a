/** Computes the most that an uncontested claim at court costs the debtor. */
import { type StepFee, amountOf, tierOf } from './fee-basis.ts'
import { LAW, type Law } from './law.ts'
import type { Claim } from './steps.ts'

export interface HowFiled {
  /** By the high table: the claim took more work than usual. */
  high?: boolean
  /** On paper; else electronically. */
  paper?: boolean
}

/**
 * The recoverable costs by capital, with the court fee where it is added to them.
 * @param filed the day of filing: its tables hold @throws LawError NO_RULE, UNVERIFIED_RULE
 */
export function courtCosts(claim: Claim, filed: string, { high, paper }: HowFiled = {}, law: Law = LAW): StepFee {
  const costs = tierOf(law.need(claim, high === true ? 'COURT_COST_HIGH' : 'COURT_COST_BASE', filed), claim.capital)
  const relation = law.need(claim, 'COURT_COST_FEE', filed)
  if (relation.value.word === 'INCLUDED') return { ...costs, rules: [...costs.rules, relation] }
  const fee = amountOf(law.need(claim, paper === true ? 'COURT_FEE' : 'COURT_FEE_ELECTRONIC', filed))
  return { most: costs.most + fee.most, rules: [...costs.rules, ...fee.rules, relation] }
}
