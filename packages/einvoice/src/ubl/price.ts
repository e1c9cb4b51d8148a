/** The price of a line, such that quantity × price / base less allowance is its net amount (PEPPOL-EN16931-R120). */
import { Big } from 'big.js'
import { minorToText } from '@saatava/core/money.ts'
import type { DocumentRow } from '../model/document.ts'

const ROUND_HALF_UP = 1
/** Major units: what R040 and R120 allow between what is written and what comes out. */
const SLACK = '0.02'

export interface Price {
  /** Decimal text; negative where the row is: a price never is (BR-27). */
  quantity: string
  amount: string
  /** Number of units of this price; absent: one. */
  base?: string
  discount?: { percentage: number; base: bigint; amount: bigint }
}

/**
 * Returns the row's own quantity, price and discount where they make its amount; else its amount as the price of all of
 * it, because this format has no terms for another rounding or discount of the seller.
 */
export function priceOf(row: DocumentRow): Price {
  return ownPrice(row) ?? wholePrice(row)
}

function ownPrice({ quantity, unitPrice, discountPercentage: percentage = 0, net }: DocumentRow): Price | undefined {
  if (quantity === undefined || unitPrice === undefined || percentage < 0 || percentage > 100) return undefined
  const sign = new Big(unitPrice).lt(0) ? -1 : 1
  const price = {
    quantity: plain(new Big(quantity).times(sign)),
    amount: plain(new Big(unitPrice).times(sign)),
  }
  const product = new Big(quantity).times(unitPrice)
  const base = BigInt(product.times(100).round(0, ROUND_HALF_UP).toFixed())
  const amount = base - net
  if (percentage === 0) return major(net).minus(product).abs().gt(SLACK) ? undefined : price
  const expected = major(base).times(percentage).div(100)
  return expected.minus(major(amount)).abs().gt(SLACK)
    ? undefined
    : { ...price, discount: { percentage, base, amount } }
}

function wholePrice({ quantity, net }: DocumentRow): Price {
  const amount = minorToText(net < 0n ? -net : net)
  const units = new Big(quantity ?? 1).abs()
  if (units.eq(0) || units.eq(1)) return { quantity: net < 0n ? '-1' : '1', amount }
  return { quantity: plain(net < 0n ? units.times(-1) : units), amount, base: plain(units) }
}

function major(minor: bigint): Big {
  return new Big(minorToText(minor))
}

/** Never "-0". */
function plain(value: Big): string {
  return value.eq(0) ? '0' : value.toFixed()
}
