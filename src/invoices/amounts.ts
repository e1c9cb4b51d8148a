/**
 * The amounts of an invoice: of each row, of each VAT rate, of the whole. A missing amount is computed; a given one must
 * agree, and is then kept as it was given, because the seller has told it to the buyer. VAT is computed per rate on the
 * sum of its rows (EN 16931 BR-CO-17); a sum of the rows' own VAT is as good, within a cent a rate.
 */
import { Big } from 'big.js'
import { AMOUNT_MINOR_MAX, absolute, minor, minorToNumber, minorToText, sum, vatOfNet } from '@saatava/core/money.ts'
import type { Fault } from '../platform/errors.ts'
import type { VatCategory, VatLine } from '@saatava/einvoice/model/document.ts'
import {
  type BreakdownGroup,
  breakdownGroups,
  categoriesOfBreakdown,
  compareBreakdown,
  groupFaults,
} from './vat-breakdown.ts'
import { type ComputedLine, linesOfRows, spreadGross } from './vat-lines.ts'
import { type RowAmounts, rowAmounts } from './row-amounts.ts'
import { roundingOf } from './rounding.ts'
import type { SalesInvoiceRequest } from './schemas.ts'

/** How far a given figure may be from the computed one, per VAT rate. */
const TOLERANCE_MINOR = 1n
const BREAKDOWN = '/invoice/amounts/vatBreakdown'

type GivenAmounts = SalesInvoiceRequest['invoice']['amounts']

export interface InvoiceAmounts {
  /** Amounts of the rows, in order; none where an invoice has amounts alone. */
  rows: RowAmounts[]
  vatLines: VatLine[]
  net: bigint
  vat: bigint
  /** The amount by which the total was rounded to a whole unit of its currency (EN 16931 BT-114); mostly 0. */
  rounding: bigint
  total: bigint
  paid: bigint
}

/**
 * @param currency of the invoice where its header names none
 * @returns minor units; positive for a credit note, however its amounts were signed
 * Faults: REQUIRED (a row without VAT rate), ROW_MISMATCH, VAT_MISMATCH, NET_MISMATCH, TOTAL_MISMATCH, PAID_MISMATCH, VAT_BREAKDOWN_MISSING, VAT_CODE_MISMATCH,
 * NEGATIVE_TOTAL, NEGATIVE_PAYMENT, AMOUNT_TOO_LARGE, TOO_MANY_DECIMALS.
 */
export function invoiceAmounts(
  request: SalesInvoiceRequest,
  currency: string,
): { amounts: InvoiceAmounts; faults: Fault[] } {
  const { invoice } = request
  const faults: Fault[] = []
  const own = (invoice.rows ?? []).map((row, i) => {
    const result = rowAmounts(row, `/invoice/rows/${i}`)
    faults.push(...result.faults)
    return result.amounts
  })
  const rows = categoriesOfBreakdown(spreadGross(own), breakdownGroups(invoice.amounts?.vatBreakdown ?? []))
  const vatLines = agreed(rows, linesOfRows(rows, faults), invoice, faults)
  const net = sum(vatLines.map((line) => line.net))
  const vat = sum(vatLines.map((line) => line.vat))
  const rounding = roundingOf(invoice.amounts?.totalAmount, net + vat, invoice.header.currencyCode ?? currency)
  const total = net + vat + rounding
  const amounts = { rows, vatLines, net, vat, rounding, total, paid: paidOf(invoice, faults) }
  checkTotal(invoice.amounts?.totalAmount, total, faults)
  if (absolute(amounts.total) > AMOUNT_MINOR_MAX)
    faults.push({
      pointer: '/invoice/rows',
      code: 'AMOUNT_TOO_LARGE',
      message: `the total is ${minorToText(amounts.total)}; it may be at most ${minorToText(AMOUNT_MINOR_MAX)}`,
    })
  if (invoice.header.type === 'CREDIT_NOTE') return { amounts: turnedPositive(amounts), faults }
  if (amounts.total < 0n)
    faults.push({
      pointer: '/invoice/amounts/totalAmount',
      code: 'NEGATIVE_TOTAL',
      message: `the total is ${minorToText(amounts.total)}; what takes money back is sent as type CREDIT_NOTE`,
      received: minorToText(amounts.total),
    })
  return { amounts, faults }
}

/** The lines by which the invoice stands: of its rows where it has any, else of the breakdown, else of the totals. */
function agreed(
  rows: RowAmounts[],
  computed: ComputedLine[],
  invoice: SalesInvoiceRequest['invoice'],
  faults: Fault[],
): VatLine[] {
  const given = invoice.amounts
  const groups = breakdownGroups(given?.vatBreakdown ?? [])
  if (computed.length === 0)
    return groups.length > 0 ? linesOfGroups(groups, given, faults) : linesOfTotals(invoice, faults)
  if (groups.length === 0) return fitted(computed, given, faults)
  const lines = compareBreakdown(rows, computed, groups, faults)
  compareSums(lines, given, faults)
  return lines
}

/** A breakdown without rows: groups of one rate and category are one line. */
function linesOfGroups(groups: BreakdownGroup[], given: GivenAmounts, faults: Fault[]): VatLine[] {
  const lines = new Map<string, VatLine>()
  for (const group of groups) {
    const { pointer, percentage, code, net, vat } = group
    faults.push(...groupFaults(group))
    const category: VatCategory = code ?? (percentage > 0 ? 'S' : 'Z')
    checkLineVat({ percentage, category, net, vat }, pointer, faults)
    const key = `${percentage} ${category}`
    const line = lines.get(key) ?? { percentage, category, net: 0n, vat: 0n }
    lines.set(key, { ...line, net: line.net + net, vat: line.vat + vat })
  }
  const all = [...lines.values()]
  compareSums(all, given, faults)
  return all
}

function checkLineVat(line: VatLine, pointer: string, faults: Fault[]): void {
  const expected = vatOfNet(line.net, line.percentage)
  if (absolute(line.vat - expected) <= TOLERANCE_MINOR) return
  faults.push({
    pointer: `${pointer}/vatAmount`,
    code: 'VAT_MISMATCH',
    message: `of ${minorToText(line.net)} at ${line.percentage} % the VAT is ${minorToText(expected)}, not ${minorToText(line.vat)}`,
    received: minorToText(line.vat),
  })
}

/**
 * Computed lines, brought to the given sums where these agree: VAT by rate, or as the sum of the rows' own; cents that
 * rounding left over go on the largest line.
 */
function fitted(computed: ComputedLine[], given: GivenAmounts, faults: Fault[]): VatLine[] {
  const plain = computed.map(({ percentage, category, net, vat }) => ({ percentage, category, net, vat }))
  const byRate = computed.map(({ percentage, category, net }) => ({
    ...{ percentage, category, net },
    vat: vatOfNet(net, percentage),
  }))
  const byRow = computed.map(({ percentage, category, net, rowVat }) => ({ percentage, category, net, vat: rowVat }))
  const tolerance = TOLERANCE_MINOR * BigInt(computed.length)
  const within = (difference: bigint) => absolute(difference) <= tolerance
  const net = sum(plain.map((line) => line.net))
  const givenNet = given?.netAmount === undefined ? net : minor(given.netAmount)
  if (!within(givenNet - net)) {
    faults.push(sumMismatch('netAmount', 'NET_MISMATCH', givenNet, 'rows', net))
    return plain
  }
  const givenVat = vatGiven(given, givenNet)
  const leftOf = (lines: VatLine[]) => (givenVat ?? 0n) - sum(lines.map((line) => line.vat))
  const lines = givenVat === undefined ? plain : [plain, byRate, byRow].find((each) => within(leftOf(each)))
  if (lines === undefined) {
    if (given?.vatAmount !== undefined)
      faults.push(sumMismatch('vatAmount', 'VAT_MISMATCH', givenVat ?? 0n, 'rows', sum(plain.map((line) => line.vat))))
    return plain
  }
  const largest = lines.reduce((a, b) => (absolute(b.net) > absolute(a.net) ? b : a))
  if (givenVat !== undefined) largest.vat += leftOf(lines)
  largest.net += givenNet - net
  return lines
}

function vatGiven(given: GivenAmounts, net: bigint): bigint | undefined {
  if (given?.vatAmount !== undefined) return minor(given.vatAmount)
  return given?.totalAmount === undefined ? undefined : minor(given.totalAmount) - net
}

function sumMismatch(name: string, code: string, given: bigint, maker: string, made: bigint): Fault {
  return {
    pointer: `/invoice/amounts/${name}`,
    code,
    message: `is ${minorToText(given)}, but the ${maker} make ${minorToText(made)}`,
    received: minorToNumber(given),
  }
}

function compareSums(lines: VatLine[], given: GivenAmounts, faults: Fault[]): void {
  const check = (name: 'netAmount' | 'vatAmount', code: string, value: bigint) => {
    const figure = given?.[name]
    if (figure !== undefined && minor(figure) !== value)
      faults.push(sumMismatch(name, code, minor(figure), 'VAT rates', value))
  }
  check('netAmount', 'NET_MISMATCH', sum(lines.map((line) => line.net)))
  check('vatAmount', 'VAT_MISMATCH', sum(lines.map((line) => line.vat)))
}

/** Types that state no sale: their subject was invoiced before, with its VAT. */
const NO_SALE: ReadonlySet<string> = new Set(['COLLECTION', 'REMINDER'])

/** An invoice of totals alone: it says that there is no VAT, or we cannot know at which rate. */
function linesOfTotals({ header, amounts: given }: SalesInvoiceRequest['invoice'], faults: Fault[]): VatLine[] {
  if (given?.totalAmount === undefined && given?.netAmount === undefined) return []
  const total = minor(given.totalAmount ?? given.netAmount ?? 0)
  const vat =
    given.vatAmount === undefined ? total - minor(given.netAmount ?? given.totalAmount ?? 0) : minor(given.vatAmount)
  const stated = given.vatAmount !== undefined || (given.totalAmount !== undefined && given.netAmount !== undefined)
  if (vat !== 0n)
    faults.push({
      pointer: BREAKDOWN,
      code: 'VAT_BREAKDOWN_MISSING',
      message: `there is ${minorToText(vat)} of VAT but neither rows nor a vatBreakdown that says at which rate`,
    })
  else if (!stated && total !== 0n && !NO_SALE.has(header.type ?? 'INVOICE'))
    faults.push({
      pointer: BREAKDOWN,
      code: 'VAT_BREAKDOWN_MISSING',
      message:
        'is missing: a total alone does not say how much VAT is in it; send rows, a vatBreakdown, or vatAmount 0 where there is none',
    })
  const category: VatCategory = 'Z'
  const lines = [{ percentage: 0, category, net: total - vat, vat }]
  compareSums(lines, given, faults)
  return lines
}

function checkTotal(given: number | undefined, total: bigint, faults: Fault[]): void {
  if (given === undefined || minor(given) === total) return
  faults.push({
    pointer: '/invoice/amounts/totalAmount',
    code: 'TOTAL_MISMATCH',
    message: `is ${minorToText(minor(given))}, but net and VAT make ${minorToText(total)}`,
    received: given,
  })
}

function paidOf(invoice: SalesInvoiceRequest['invoice'], faults: Fault[]): bigint {
  const payments = sum((invoice.payments ?? []).map((payment) => minor(payment.amount)))
  const given = invoice.amounts?.paidAmount
  if (given === undefined) return notNegative(payments, '/invoice/payments', invoice, faults)
  if (invoice.payments !== undefined && minor(given) !== payments)
    faults.push({
      pointer: '/invoice/amounts/paidAmount',
      code: 'PAID_MISMATCH',
      message: `is ${minorToText(minor(given))}, but the payments make ${minorToText(payments)}`,
      received: given,
    })
  return notNegative(minor(given), '/invoice/amounts/paidAmount', invoice, faults)
}

// Credit notes may have all their amounts negative.
function notNegative(
  paid: bigint,
  pointer: string,
  { header }: SalesInvoiceRequest['invoice'],
  faults: Fault[],
): bigint {
  if (paid < 0n && header.type !== 'CREDIT_NOTE')
    faults.push({
      pointer,
      code: 'NEGATIVE_PAYMENT',
      message: `what has been paid comes to ${minorToText(paid)}; it cannot be less than nothing`,
      received: minorToText(paid),
    })
  return paid
}

// Some systems send credit notes with negative amounts, others with positive ones; inside they are positive.
function turnedPositive(amounts: InvoiceAmounts): InvoiceAmounts {
  if (amounts.total >= 0n) return amounts
  return {
    rows: amounts.rows.map((row) => ({
      ...row,
      net: -row.net,
      vat: -row.vat,
      total: -row.total,
      ...(row.quantity === undefined ? {} : { quantity: new Big(row.quantity).times(-1).toFixed() }),
    })),
    vatLines: amounts.vatLines.map((line) => ({ ...line, net: -line.net, vat: -line.vat })),
    net: -amounts.net,
    vat: -amounts.vat,
    rounding: -amounts.rounding,
    total: -amounts.total,
    paid: absolute(amounts.paid),
  }
}
