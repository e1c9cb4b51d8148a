import { Big } from 'big.js'
import { AMOUNT_MINOR_MAX, absolute, minor, minorToText, netOfGross, vatOfNet } from '@saatava/core/money.ts'
import type { Fault } from '../platform/errors.ts'
import type { VatCategory } from '@saatava/einvoice/model/document.ts'
import type { RequestRow } from './schemas.ts'

export interface RowAmounts {
  /** False for a row of text alone. */
  hasAmounts: boolean
  /** Decimal text; absent where the row names no quantity and no unit price. */
  quantity?: string
  unitPrice?: string
  vatPercentage: number
  vatCategory: VatCategory
  /** The row names its category; otherwise the category follows from the rate, or from the breakdown. */
  categoryStated: boolean
  /** The row states its total with VAT: that total is kept. */
  totalStated: boolean
  /** The total with VAT is all that the row states of its price. */
  grossOnly: boolean
  net: bigint
  vat: bigint
  total: bigint
}

const ROUND_HALF_UP = 1
/** Decimals that Finvoice and UBL carry without loss. */
const DECIMALS_MAX = 6

/**
 * Computes the amount of a row: its net amount, or quantity × unitPrice less its discount, or its total without VAT.
 * Faults: REQUIRED a row with amounts and no VAT rate, ROW_MISMATCH figures of one row that contradict each other by more
 * than rounding explains, VAT_CODE_MISMATCH, TOO_MANY_DECIMALS, AMOUNT_TOO_LARGE.
 */
export function rowAmounts(row: RequestRow, pointer: string): { amounts: RowAmounts; faults: Fault[] } {
  const faults: Fault[] = [...decimalFaults(row, pointer), ...categoryFaults(row, pointer), ...rateFaults(row, pointer)]
  const vatPercentage = row.vatPercentage ?? 0
  const priced = row.unitPrice === undefined ? undefined : product(row)
  const net = netOf(row, vatPercentage, priced?.net)
  if (priced !== undefined && absolute(priced.net - net) > priced.toleranceMinor) {
    const made = `quantity × unitPrice less discount is ${minorToText(priced.net)}`
    faults.push(
      row.netAmount === undefined
        ? fault(`${pointer}/totalAmount`, `${made}, but without VAT this is ${minorToText(net)}`, row.totalAmount)
        : fault(`${pointer}/netAmount`, `${made}, not ${minorToText(net)}`, row.netAmount),
    )
  }
  if (absolute(net) > AMOUNT_MINOR_MAX)
    faults.push({
      pointer,
      code: 'AMOUNT_TOO_LARGE',
      message: `the row amounts to ${minorToText(net)}; the most is ${minorToText(AMOUNT_MINOR_MAX)}`,
    })
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
        `the VAT of ${minorToText(net)} at ${vatPercentage} % is ${minorToText(expected)}, not ${minorToText(vat)}`,
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
      hasAmounts: statesPrice(row) && (row.vatPercentage !== undefined || isWorthSomething(row)),
      ...(row.quantity !== undefined || row.unitPrice !== undefined
        ? { quantity: new Big(row.quantity ?? 1).toFixed() }
        : {}),
      ...(row.unitPrice === undefined ? {} : { unitPrice: new Big(row.unitPrice).toFixed() }),
      vatPercentage,
      vatCategory: row.vatCode ?? (vatPercentage > 0 ? 'S' : 'Z'),
      categoryStated: row.vatCode !== undefined,
      totalStated: row.totalAmount !== undefined,
      grossOnly:
        row.totalAmount !== undefined &&
        row.unitPrice === undefined &&
        row.netAmount === undefined &&
        row.vatAmount === undefined,
      net,
      vat,
      total: net + vat,
    },
    faults,
  }
}

function statesPrice({ unitPrice, netAmount, totalAmount }: RequestRow): boolean {
  return unitPrice !== undefined || netAmount !== undefined || totalAmount !== undefined
}

function isWorthSomething({ unitPrice = 0, netAmount = 0, vatAmount = 0, totalAmount = 0 }: RequestRow): boolean {
  return [unitPrice, netAmount, vatAmount, totalAmount].some((amount) => amount !== 0)
}

/**
 * The rate, or the ground for none, stands on every invoice (VAT directive 2006/112/EC, art. 226 (8) to (11)): a rate that
 * was left out is never 0. A row worth nothing, as a row of text is, needs none.
 */
export function rateFaults(row: RequestRow, pointer: string): Fault[] {
  if (row.vatPercentage !== undefined || !isWorthSomething(row)) return []
  const message =
    'is missing: a row with amounts states its VAT rate, for example 25.5; without VAT, send 0 and a vatCode with the reason'
  return [{ pointer: `${pointer}/vatPercentage`, code: 'REQUIRED', message }]
}

/** A row with amounts says what was supplied (VAT directive 2006/112/EC, art. 226 (6)); spaces and dashes are no name. */
export function nameFaults(row: RequestRow, pointer: string): Fault[] {
  if (!isWorthSomething(row)) return []
  if ([row.name, row.description].some((text) => text !== undefined && /[\p{L}\p{N}]/u.test(text))) return []
  const message = 'is missing: a row with amounts describes the supply in name or in description'
  return [
    {
      pointer: `${pointer}/name`,
      code: 'REQUIRED',
      message,
      ...(row.name === undefined ? {} : { received: row.name }),
    },
  ]
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

function decimalFaults(row: RequestRow, pointer: string): Fault[] {
  return (['quantity', 'unitPrice'] as const).flatMap((name): Fault[] => {
    const value = row[name]
    const decimals = value === undefined ? 0 : (new Big(value).toFixed().split('.')[1]?.length ?? 0)
    if (decimals <= DECIMALS_MAX) return []
    const message = `must have at most ${DECIMALS_MAX} decimals, has ${decimals}: round it, and give the row’s netAmount if rounding changes it`
    return [{ pointer: `${pointer}/${name}`, code: 'TOO_MANY_DECIMALS', message, received: value }]
  })
}

/** A category that contradicts its rate: S is for rates above 0, all the others say why nothing is charged. */
export function categoryFaults(
  line: { vatPercentage?: number; percentage?: number; vatCode?: VatCategory; category?: VatCategory },
  pointer: string,
): Fault[] {
  const percentage = line.vatPercentage ?? line.percentage ?? 0
  const category = line.vatCode ?? line.category
  if (category === undefined || (category === 'S') === percentage > 0) return []
  const why = category === 'S' ? 'is for rates above 0' : 'is for rows on which no VAT is charged'
  const message = `${category} ${why}, and vatPercentage is ${percentage}`
  return [{ pointer: `${pointer}/vatCode`, code: 'VAT_CODE_MISMATCH', message, received: category }]
}

function fault(pointer: string, message: string, received: unknown): Fault {
  return { pointer, code: 'ROW_MISMATCH', message, ...(received === undefined ? {} : { received }) }
}
