/** The rows of an invoice, summed by VAT rate and category. */
import { absolute, minorToText, netOfGross, vatOfNet } from '@saatava/core/money.ts'
import type { Fault } from '../platform/errors.ts'
import type { VatLine } from '@saatava/einvoice/model/document.ts'
import type { RowAmounts } from './row-amounts.ts'

export interface ComputedLine extends VatLine {
  /** The sum of the rows' own VAT, which may be a cent or two beside. */
  rowVat: bigint
}

/** Rows whose totals with VAT are kept may be this far from the VAT of their sum: EN 16931 BR-S-09 asks for less than 1.00. */
const STATED_VAT_MINOR_MAX = 99n

/**
 * Spreads the net amounts of rows that state their total with VAT alone: the first so many rows together always are the
 * net of what they cost together. Their sum is then right to the cent, as the sum of nets rounded one by one is not.
 */
export function spreadGross(rows: RowAmounts[]): RowAmounts[] {
  const before = new Map<string, { gross: bigint; net: bigint }>()
  return rows.map((row) => {
    if (!row.grossOnly) return row
    const key = keyOf(row)
    const { gross, net } = before.get(key) ?? { gross: 0n, net: 0n }
    const all = netOfGross(gross + row.total, row.vatPercentage)
    before.set(key, { gross: gross + row.total, net: all })
    return { ...row, net: all - net, vat: row.total - (all - net) }
  })
}

/**
 * A line for each rate and category. VAT is that of the rows' sum (BR-CO-17); rows that state their total with VAT keep it,
 * and the cents go to the VAT. Fault: VAT_MISMATCH where the stated totals are further off than the rules have room for.
 */
export function linesOfRows(rows: RowAmounts[], faults: Fault[]): ComputedLine[] {
  const groups = Map.groupBy(
    rows.filter(({ hasAmounts }) => hasAmounts),
    keyOf,
  )
  const lines = [...groups.values()].flatMap((group) => lineOf(group, faults))
  return lines.sort((a, b) => b.percentage - a.percentage || (a.category < b.category ? -1 : 1))
}

function lineOf(group: RowAmounts[], faults: Fault[]): ComputedLine[] {
  const [first] = group
  if (first === undefined) return []
  const { vatPercentage: percentage, vatCategory: category } = first
  const sums = { net: 0n, rowVat: 0n, statedVat: 0n, otherNet: 0n }
  for (const row of group) {
    sums.net += row.net
    sums.rowVat += row.vat
    if (row.totalStated) sums.statedVat += row.vat
    else sums.otherNet += row.net
  }
  const { net, rowVat } = sums
  const vat = sums.statedVat + vatOfNet(sums.otherNet, percentage)
  const byRate = vatOfNet(net, percentage)
  if (absolute(vat - byRate) > STATED_VAT_MINOR_MAX)
    faults.push({
      pointer: '/invoice/rows',
      code: 'VAT_MISMATCH',
      message: `at ${percentage} % the rows' totals hold ${minorToText(vat)} of VAT, but the VAT on ${minorToText(net)} is ${minorToText(byRate)}`,
      received: minorToText(vat),
    })
  return [{ percentage, category, net, vat, rowVat }]
}

function keyOf({ vatPercentage, vatCategory }: RowAmounts): string {
  return `${vatPercentage} ${vatCategory}`
}
