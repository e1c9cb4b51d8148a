import type { CivilDate } from '@saatava/core/dates.ts'
import type { Case } from '../claims/case.ts'
import type { Component } from '../claims/contract.ts'
import { LawError } from '@saatava/law/errors.ts'
import type { Law } from '@saatava/law/law.ts'
import { type Citation, cite } from '@saatava/law/rule.ts'

export interface AllocationOrder {
  order: Component[]
  /** The rule of the law pack; null where it has none and the parties' agreement alone says it. */
  rule: Citation | null
  /** The contract's order was taken in its place. */
  agreed: boolean
}

const ALL: readonly Component[] = ['INTEREST', 'CAPITAL', 'COSTS', 'FEES']

/**
 * Returns what a payment on a case pays first. It is the order of the law pack, in which the creditor's costs come
 * before the agency's fees, or the contract's order where the law leaves it to agreement. A confirmed rule on consumers
 * leaves the order of interest and capital to it, and not that costs come behind them: that protects consumers.
 * @throws LawError where there is neither
 */
export function allocationOrder(
  law: Law,
  debt: Pick<Case, 'country' | 'debtorType'>,
  agreed: readonly Component[] | null,
  onDate: CivilDate,
): AllocationOrder {
  if (agreed !== null) {
    const rule = confirmed(law, debt, onDate)
    const protects = debt.debtorType === 'CONSUMER' && rule?.status === 'verified'
    if (!protects || keepsCostsBehind(rule.value.order, agreed))
      return { order: whole(agreed), rule: rule === undefined ? null : cite(rule), agreed: true }
  }
  const rule = law.need(debt, 'ALLOCATION_ORDER', onDate)
  const order = rule.value.order.flatMap((component): Component[] =>
    component === 'COSTS' ? ['COSTS', 'FEES'] : [component],
  )
  return { order: whole(order), rule: cite(rule), agreed: false }
}

/** A rule that production refuses because nobody has confirmed it does not stand against an agreement either. */
function confirmed(law: Law, debt: Pick<Case, 'country' | 'debtorType'>, onDate: CivilDate) {
  try {
    return law.find(debt, 'ALLOCATION_ORDER', onDate)
  } catch (error) {
    if (error instanceof LawError) return undefined
    throw error
  }
}

/** Does an agreement pay everything before costs that the law pays before them? */
function keepsCostsBehind(lawful: readonly string[], agreed: readonly Component[]): boolean {
  const before = lawful.slice(0, lawful.indexOf('COSTS'))
  const order = whole(agreed)
  const first = Math.min(order.indexOf('COSTS'), order.indexOf('FEES'))
  return before.every((component) => order.slice(0, first).some((one) => one === component))
}

/** Each component once: what an agreement leaves out comes last. */
function whole(order: readonly Component[]): Component[] {
  return [...new Set([...order, ...ALL])]
}
