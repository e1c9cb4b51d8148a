import { Big } from 'big.js'
import { absolute, minor, minorToText, netOfGross, vatOfNet } from '../core/money.ts'
import type { Fault } from '../platform/errors.ts'
import type { VatCategory } from './document.ts'
import type { RequestRow } from './schemas.ts'

export interface RowAmounts {
  /** False for a row of text alone. */
  hasAmounts: boolean
  /** Decimal text; absent where the row names no quantity and no unit price. */
  quantity?: string
  unitPrice?: string
  vatPercentage: number
  vatCategory: VatCategory
  net: bigint
  vat: bigint
  total: bigint
}

const ROUND_HALF_UP = 1

/**
 * What a row comes to: its net amount, or quantity × unitPrice less its discount, or its total without VAT.
 * Faults (ROW_MISMATCH): figures of one row that contradict each other by more than rounding explains.
 */
export function rowAmounts(row: RequestRow, pointer: string): { amounts: RowAmounts; faults: Fault[] } {
  const faults: Fault[] = []
  const vatPercentage = row.vatPercentage ?? 0
  const priced = row.unitPrice === undefined ? undefined : product(row)
  const net = netOf(row, vatPercentage, priced?.net)
  if (priced !== undefined && absolute(priced.net - net) > priced.toleranceMinor)
    faults.push(
      fault(
        `${pointer}/netAmount`,
        `quantity × unitPrice less discount is ${minorToText(priced.net)}, not ${minorToText(net)}`,
        row.netAmount,
      ),
    )
  const expected = vatOfNet(net, vatPercentage)
  const vat =
    row.vatAmount !== undefined
      ? minor(row.vatAmount)
      : row.totalAmount !== undefined
        ? minor(row.totalAmount) - net
        : expected
  if (absolute(vat - expected) > 1n)
    faults.push(
      fault(
        `${pointer}/vatAmount`,
        `of ${minorToText(net)} at ${vatPercentage} % the VAT is ${minorToText(expected)}, not ${minorToText(vat)}`,
        row.vatAmount,
      ),
    )
  if (row.totalAmount !== undefined && minor(row.totalAmount) !== net + vat)
    faults.push(
      fault(
        `${pointer}/totalAmount`,
        `net and VAT make ${minorToText(net + vat)}, not ${minorToText(minor(row.totalAmount))}`,
        row.totalAmount,
      ),
    )
  return {
    amounts: {
      hasAmounts: priced !== undefined || row.netAmount !== undefined || row.totalAmount !== undefined,
      ...(row.quantity !== undefined || row.unitPrice !== undefined
        ? { quantity: new Big(row.quantity ?? 1).toFixed() }
        : {}),
      ...(row.unitPrice === undefined ? {} : { unitPrice: new Big(row.unitPrice).toFixed() }),
      vatPercentage,
      vatCategory: row.vatCode ?? (vatPercentage > 0 ? 'S' : 'Z'),
      net,
      vat,
      total: net + vat,
    },
    faults,
  }
}

function netOf(row: RequestRow, vatPercentage: number, priced: bigint | undefined): bigint {
  if (row.netAmount !== undefined) return minor(row.netAmount)
  if (row.totalAmount !== undefined && row.vatAmount !== undefined) return minor(row.totalAmount) - minor(row.vatAmount)
  if (priced !== undefined) return priced
  return row.totalAmount === undefined ? 0n : netOfGross(minor(row.totalAmount), vatPercentage)
}

// A unit price is itself rounded: of 1 000 pieces at 0.33 nobody can say whether 330.00 or 333.33 was meant.
function product(row: RequestRow): { net: bigint; toleranceMinor: bigint } {
  const quantity = new Big(row.quantity ?? 1)
  const unitPrice = new Big(row.unitPrice ?? 0)
  const share = new Big(100).minus(row.discountPercentage ?? 0).div(100)
  const net = quantity.times(unitPrice).times(share).times(100).round(0, ROUND_HALF_UP)
  const decimals = unitPrice.toFixed().split('.')[1]?.length ?? 0
  const slack = quantity.abs().times(new Big(10).pow(-decimals)).times(50).round(0, ROUND_HALF_UP)
  return { net: BigInt(net.toFixed()), toleranceMinor: 1n + (decimals >= 2 ? BigInt(slack.toFixed()) : 0n) }
}

function fault(pointer: string, message: string, received: unknown): Fault {
  return { pointer, code: 'ROW_MISMATCH', message, ...(received === undefined ? {} : { received }) }
}
