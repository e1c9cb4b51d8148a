/** Computes the agency's commission on what it has collected, by the client's contract. */
import type { ClientContract } from '../claims/contract.ts'
import { STAGES, type Stage } from '../claims/states.ts'
import { sum } from '@saatava/core/money.ts'
import type { SettleLine } from '../payments/settle-queries.ts'

type Commissions = ClientContract['commission']

/** Percent are taken to four decimals. */
const PARTS = 10_000
const WHOLE = BigInt(PARTS) * 100n

/**
 * Returns the commission of an allocation, minor units, rounded half up once. Each component bears the commission of the
 * latest stage that the case had reached when the money was allocated; commissions do not add up. Direct payments
 * bear no commission, because the agency did not collect them, and neither do the agency's own fees.
 */
export function commissionOf(line: SettleLine, commissions: Commissions): bigint {
  if (line.paymentKind === 'DIRECT') return 0n
  const parts = [
    { of: 'CAPITAL', amount: line.capital },
    { of: 'INTEREST', amount: line.interest },
    { of: 'COSTS', amount: line.costs },
  ] as const
  const scaled = sum(parts.map(({ of: component, amount }) => amount * percentOf(component, line.stage, commissions)))
  return (scaled + WHOLE / 2n) / WHOLE
}

/** In parts of a ten thousandth of a percent. */
function percentOf(component: 'CAPITAL' | 'INTEREST' | 'COSTS', stage: string, commissions: Commissions): bigint {
  const reached = commissions
    .filter(({ of: components, fromStage }) => components.includes(component) && rank(fromStage) <= rank(stage))
    .toSorted((a, b) => rank(a.fromStage) - rank(b.fromStage))
    .at(-1)
  return BigInt(Math.round((reached?.percent ?? 0) * PARTS))
}

function rank(stage: string): number {
  return STAGES.indexOf(stage as Stage)
}
