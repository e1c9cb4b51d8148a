import type { CivilDate } from '@saatava/core/dates.ts'
import type { Claim } from '../claims/claim.ts'
import type { Component } from '../claims/contract.ts'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import type { AllocationDetails } from '../journal/details.ts'
import type { AllocationOrder } from './allocation-order.ts'

/** Pays a claim component by component. @returns what of the amount pays which; together at most the claim */
export function divide(claim: Claim, amount: bigint, order: readonly Component[]): Claim {
  const parts: Claim = { capital: 0n, interest: 0n, costs: 0n, fees: 0n }
  let left = amount
  for (const component of order) {
    const name = NAMES[component]
    const part = claim[name] < left ? claim[name] : left
    if (part <= 0n) continue
    parts[name] = part
    left -= part
  }
  return parts
}

const NAMES = { CAPITAL: 'capital', INTEREST: 'interest', COSTS: 'costs', FEES: 'fees' } as const

/** Why an amount was divided so: kept with the allocation, shown to whoever asks. */
export function explain(
  { order, rule, agreed }: AllocationOrder,
  more: { before: Claim; parts: Claim; onDate: CivilDate; by: string },
): AllocationDetails {
  const { before, parts, onDate, by } = more
  const after: Claim = {
    capital: before.capital - parts.capital,
    interest: before.interest - parts.interest,
    costs: before.costs - parts.costs,
    fees: before.fees - parts.fees,
  }
  return {
    order,
    agreed,
    ...(rule === null ? {} : omitUndefined(rule)),
    matchedBy: by,
    onDate,
    before: amounts(before),
    paid: amounts(parts),
    after: amounts(after),
  }
}

function amounts({ capital, interest, costs, fees }: Claim): Record<keyof Claim, number> {
  return {
    capital: minorToNumber(capital),
    interest: minorToNumber(interest),
    costs: minorToNumber(costs),
    fees: minorToNumber(fees),
  }
}
