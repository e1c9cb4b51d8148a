/** The VAT lines of an invoice, one function for each form in which its amounts are stated. */
import { absolute, minorToNumber, minorToText, sum, vatOfNet } from '@saatava/core/money.ts'
import type { VatCategory, VatLine } from '@saatava/einvoice/model/document.ts'
import type { Fault } from '../platform/errors.ts'
import type { AmountsForm, BreakdownForm, RowsForm, StatedSums, TotalsForm } from './amount-forms.ts'
import { compareBreakdown, groupFaults } from './vat-breakdown.ts'

/** How far a given figure may be from the computed one, per VAT rate. */
const TOLERANCE_MINOR = 1n
const BREAKDOWN = '/invoice/amounts/vatBreakdown'

/** Faults: VAT_MISMATCH, NET_MISMATCH, VAT_BREAKDOWN_MISSING, VAT_CODE_MISMATCH. */
export function linesOfForm(stated: AmountsForm, faults: Fault[]): VatLine[] {
  switch (stated.form) {
    case 'ROWS':
      return stated.breakdown.length > 0 ? linesOfComparedRows(stated, faults) : linesFittedToSums(stated, faults)
    case 'BREAKDOWN':
      return linesOfBreakdown(stated, faults)
    case 'TOTALS':
      return linesOfTotals(stated, faults)
    default:
      return stated satisfies never
  }
}

function linesOfComparedRows({ rows, lines: computed, breakdown, sums }: RowsForm, faults: Fault[]): VatLine[] {
  const lines = compareBreakdown(rows, computed, breakdown, faults)
  compareSums(lines, sums, faults)
  return lines
}

/**
 * Computed lines, brought to the given sums where these agree: VAT by rate, or as the sum of the rows' own; cents that
 * rounding left over go on the largest line.
 */
function linesFittedToSums({ lines: computed, sums }: RowsForm, faults: Fault[]): VatLine[] {
  const plain = computed.map(({ percentage, category, net, vat }) => ({ percentage, category, net, vat }))
  const byRate = computed.map(({ percentage, category, net }) => ({
    ...{ percentage, category, net },
    vat: vatOfNet(net, percentage),
  }))
  const byRow = computed.map(({ percentage, category, net, rowVat }) => ({ percentage, category, net, vat: rowVat }))
  const tolerance = TOLERANCE_MINOR * BigInt(computed.length)
  const within = (difference: bigint) => absolute(difference) <= tolerance
  const net = sum(plain.map((line) => line.net))
  const givenNet = sums.net ?? net
  if (!within(givenNet - net)) {
    faults.push(sumMismatch('netAmount', 'NET_MISMATCH', givenNet, 'rows', net))
    return plain
  }
  const givenVat = sums.vat ?? (sums.total === undefined ? undefined : sums.total - givenNet)
  const leftOf = (lines: VatLine[]) => (givenVat ?? 0n) - sum(lines.map((line) => line.vat))
  const lines = givenVat === undefined ? plain : [plain, byRate, byRow].find((each) => within(leftOf(each)))
  if (lines === undefined) {
    if (sums.vat !== undefined)
      faults.push(sumMismatch('vatAmount', 'VAT_MISMATCH', sums.vat, 'rows', sum(plain.map((line) => line.vat))))
    return plain
  }
  const largest = lines.reduce((a, b) => (absolute(b.net) > absolute(a.net) ? b : a))
  if (givenVat !== undefined) largest.vat += leftOf(lines)
  largest.net += givenNet - net
  return lines
}

/** A breakdown without rows: groups of one rate and category are one line. */
function linesOfBreakdown({ breakdown, sums }: BreakdownForm, faults: Fault[]): VatLine[] {
  const lines = new Map<string, VatLine>()
  for (const group of breakdown) {
    const { pointer, percentage, code, net, vat } = group
    faults.push(...groupFaults(group))
    const category: VatCategory = code ?? (percentage > 0 ? 'S' : 'Z')
    checkLineVat({ percentage, category, net, vat }, pointer, faults)
    const key = `${percentage} ${category}`
    const line = lines.get(key) ?? { percentage, category, net: 0n, vat: 0n }
    lines.set(key, { ...line, net: line.net + net, vat: line.vat + vat })
  }
  const all = [...lines.values()]
  compareSums(all, sums, faults)
  return all
}

function checkLineVat(line: VatLine, pointer: string, faults: Fault[]): void {
  const expected = vatOfNet(line.net, line.percentage)
  if (absolute(line.vat - expected) <= TOLERANCE_MINOR) return
  faults.push({
    pointer: `${pointer}/vatAmount`,
    code: 'VAT_MISMATCH',
    message: `the VAT of ${minorToText(line.net)} at ${line.percentage} % is ${minorToText(expected)}, not ${minorToText(line.vat)}`,
    received: minorToText(line.vat),
  })
}

/** An invoice of totals alone: it says that there is no VAT, or we cannot know at which rate. */
function linesOfTotals({ sums, isSale }: TotalsForm, faults: Fault[]): VatLine[] {
  const total = sums.total ?? sums.net
  if (total === undefined) return []
  const vat = sums.vat ?? total - (sums.net ?? total)
  const statesVat = sums.vat !== undefined || (sums.total !== undefined && sums.net !== undefined)
  if (vat !== 0n)
    faults.push({
      pointer: BREAKDOWN,
      code: 'VAT_BREAKDOWN_MISSING',
      message: `there is ${minorToText(vat)} of VAT but neither rows nor a vatBreakdown with its rate`,
    })
  else if (!statesVat && total !== 0n && isSale)
    faults.push({
      pointer: BREAKDOWN,
      code: 'VAT_BREAKDOWN_MISSING',
      message:
        'is missing: a total alone does not show its VAT; send rows, a vatBreakdown, or vatAmount 0 for an invoice without VAT',
    })
  const category: VatCategory = 'Z'
  const lines = [{ percentage: 0, category, net: total - vat, vat }]
  compareSums(lines, sums, faults)
  return lines
}

function compareSums(lines: VatLine[], given: StatedSums, faults: Fault[]): void {
  const net = sum(lines.map((line) => line.net))
  const vat = sum(lines.map((line) => line.vat))
  if (given.net !== undefined && given.net !== net)
    faults.push(sumMismatch('netAmount', 'NET_MISMATCH', given.net, 'VAT rates', net))
  if (given.vat !== undefined && given.vat !== vat)
    faults.push(sumMismatch('vatAmount', 'VAT_MISMATCH', given.vat, 'VAT rates', vat))
}

function sumMismatch(name: string, code: string, given: bigint, maker: string, made: bigint): Fault {
  return {
    pointer: `/invoice/amounts/${name}`,
    code,
    message: `is ${minorToText(given)}, but the ${maker} make ${minorToText(made)}`,
    received: minorToNumber(given),
  }
}
