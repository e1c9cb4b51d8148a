/** What a payment pays first. A contract may say otherwise: that is for who calls. */
import { LAW, type Law } from './law.ts'
import { type Citation, type Component, type Country, type DebtorType, cite } from './rule.ts'

/**
 * @param stage of the case; the rules known today hold at every stage
 * @param on the day of the payment
 * @throws LawError NO_RULE, UNVERIFIED_RULE
 */
export function allocationOrder(
  { country, debtorType }: { country: Country; debtorType: DebtorType; stage?: string },
  on: string,
  law: Law = LAW,
): { order: readonly Component[] } & Citation {
  const rule = law.need({ country, debtorType }, 'ALLOCATION_ORDER', on)
  return { order: rule.value.order, ...cite(rule) }
}
