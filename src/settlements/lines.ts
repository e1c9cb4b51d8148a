/** Lines of a settlement: allocations, and those it takes back. Minor units, with the sign they have for the client. */
import type { SettleLine } from '../payments/settle-queries.ts'

export interface BreakdownPart {
  type: 'CAPITAL' | 'INTEREST' | 'FEES'
  amount: bigint
}

/**
 * Returns the amount that a line pays the client: the sum owed to it, less the commission; the opposite where it is taken
 * back.
 */
export function amountOf(line: SettleLine): bigint {
  return sign(line) * (line.owed - line.commission)
}

/**
 * Returns that amount by kind. The creditor's own costs are FEES, and so are, with a minus, the commission and, of a
 * direct payment, the agency's fees that it has paid to the creditor. Its sum is the line's amount.
 */
export function breakdownOf(line: SettleLine): BreakdownPart[] {
  const direct = line.paymentKind === 'DIRECT'
  const parts: BreakdownPart[] = direct
    ? [{ type: 'FEES', amount: -line.fees }]
    : [
        { type: 'CAPITAL', amount: line.capital },
        { type: 'INTEREST', amount: line.interest },
        { type: 'FEES', amount: line.costs },
        { type: 'FEES', amount: -line.commission },
      ]
  return parts.filter(({ amount }) => amount !== 0n).map(({ type, amount }) => ({ type, amount: sign(line) * amount }))
}

export function sign({ takenBack }: SettleLine): bigint {
  return takenBack ? -1n : 1n
}
