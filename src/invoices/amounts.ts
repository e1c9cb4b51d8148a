/**
 * The amounts of an invoice: of each row, of each VAT rate, of the whole. What is not given is computed; what is given
 * must agree, and is then kept as it was given, because it is what the seller has told its buyer. VAT is computed per
 * rate on the sum of its rows (EN 16931 BR-CO-17); a sum of the rows' own VAT is as good, within a cent a rate.
 */
import { Big } from 'big.js'
import { AMOUNT_MINOR_MAX, absolute, minor, minorToNumber, minorToText, sum, vatOfNet } from '../core/money.ts'
import type { Fault } from '../platform/errors.ts'
import type { VatCategory, VatLine } from './document.ts'
import { type RowAmounts, categoryFaults, rowAmounts } from './row-amounts.ts'
import type { SalesInvoiceRequest } from './schemas.ts'

/** How far a given figure may be from the computed one, per VAT rate. */
const TOLERANCE_MINOR = 1n
const BREAKDOWN = '/invoice/amounts/vatBreakdown'

type GivenAmounts = SalesInvoiceRequest['invoice']['amounts']

export interface InvoiceAmounts {
  /** Of rows, in order; none where an invoice has amounts alone. */
  rows: RowAmounts[]
  vatLines: VatLine[]
  net: bigint
  vat: bigint
  total: bigint
  paid: bigint
}

/**
 * @returns minor units; positive for a credit note, however its amounts were signed
 * Faults: ROW_MISMATCH, VAT_MISMATCH, NET_MISMATCH, TOTAL_MISMATCH, PAID_MISMATCH, VAT_BREAKDOWN_MISSING, VAT_CODE_MISMATCH,
 * NEGATIVE_TOTAL, NEGATIVE_PAYMENT, AMOUNT_TOO_LARGE, TOO_MANY_DECIMALS.
 */
export function invoiceAmounts(request: SalesInvoiceRequest): { amounts: InvoiceAmounts; faults: Fault[] } {
  const { invoice } = request
  const faults: Fault[] = []
  const rows = (invoice.rows ?? []).map((row, i) => {
    const result = rowAmounts(row, `/invoice/rows/${i}`)
    faults.push(...result.faults)
    return result.amounts
  })
  const lines = rows.length > 0 ? linesOfRows(rows) : []
  const vatLines = agreed(lines, invoice, faults)
  const net = sum(vatLines.map((line) => line.net))
  const vat = sum(vatLines.map((line) => line.vat))
  const amounts = { rows, vatLines, net, vat, total: net + vat, paid: paidOf(invoice, faults) }
  checkTotal(invoice.amounts?.totalAmount, amounts.total, faults)
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

interface ComputedLine extends VatLine {
  /** The sum of the rows' own VAT, which may be a cent or two beside. */
  rowVat: bigint
}

function linesOfRows(rows: RowAmounts[]): ComputedLine[] {
  const lines = new Map<string, ComputedLine>()
  for (const row of rows) {
    if (!row.hasAmounts) continue
    const key = `${row.vatPercentage} ${row.vatCategory}`
    const line = lines.get(key) ?? {
      percentage: row.vatPercentage,
      category: row.vatCategory,
      net: 0n,
      vat: 0n,
      rowVat: 0n,
    }
    line.net += row.net
    line.rowVat += row.vat
    lines.set(key, line)
  }
  const computed = [...lines.values()].map((line) => ({ ...line, vat: vatOfNet(line.net, line.percentage) }))
  return computed.sort((a, b) => b.percentage - a.percentage || (a.category < b.category ? -1 : 1))
}

/** The lines by which the invoice stands: the given breakdown where there is one, else the computed lines. */
function agreed(computed: ComputedLine[], invoice: SalesInvoiceRequest['invoice'], faults: Fault[]): VatLine[] {
  const given = invoice.amounts
  const breakdown = given?.vatBreakdown
  if (breakdown !== undefined && breakdown.length > 0) {
    const lines = breakdown.map(
      (line): VatLine => ({
        percentage: line.vatPercentage,
        category: line.vatCode ?? (line.vatPercentage > 0 ? 'S' : 'Z'),
        net: minor(line.netAmount),
        vat: minor(line.vatAmount),
      }),
    )
    if (computed.length > 0) compareLines(lines, computed, faults)
    else lines.forEach((line, i) => checkLineVat(line, `${BREAKDOWN}/${i}`, faults))
    for (const [i, line] of lines.entries()) faults.push(...categoryFaults(line, `${BREAKDOWN}/${i}`))
    compareSums(lines, given, faults)
    return lines
  }
  if (computed.length > 0) return fitted(computed, given, faults)
  return linesOfTotals(given, faults)
}

function compareLines(given: VatLine[], computed: ComputedLine[], faults: Fault[]): void {
  const left = new Map(computed.map((line) => [line.percentage, { net: 0n, vat: 0n, rowVat: 0n }]))
  for (const line of computed) {
    const total = left.get(line.percentage)
    if (total === undefined) continue
    total.net += line.net
    total.vat += line.vat
    total.rowVat += line.rowVat
  }
  for (const percentage of new Set([...given.map((line) => line.percentage), ...left.keys()])) {
    const mine = given.filter((line) => line.percentage === percentage)
    const net = sum(mine.map((line) => line.net))
    const vat = sum(mine.map((line) => line.vat))
    const rows = left.get(percentage) ?? { net: 0n, vat: 0n, rowVat: 0n }
    const at = given.findIndex((line) => line.percentage === percentage)
    const pointer = at < 0 ? BREAKDOWN : `${BREAKDOWN}/${at}`
    if (absolute(net - rows.net) > TOLERANCE_MINOR)
      faults.push(mismatch(pointer, 'NET_MISMATCH', 'net', percentage, net, rows.net))
    if (absolute(vat - rows.vat) > TOLERANCE_MINOR && absolute(vat - rows.rowVat) > TOLERANCE_MINOR)
      faults.push(mismatch(pointer, 'VAT_MISMATCH', 'VAT', percentage, vat, rows.vat))
  }
}

function mismatch(pointer: string, code: string, what: string, percentage: number, given: bigint, rows: bigint): Fault {
  return {
    pointer,
    code,
    message: `at ${percentage} % the ${what} is given as ${minorToText(given)}, but the rows make ${minorToText(rows)}`,
    received: minorToText(given),
  }
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
  const byRate = computed.map(({ percentage, category, net, vat }) => ({ percentage, category, net, vat }))
  const byRow = computed.map(({ percentage, category, net, rowVat }) => ({ percentage, category, net, vat: rowVat }))
  const tolerance = TOLERANCE_MINOR * BigInt(computed.length)
  const within = (difference: bigint) => absolute(difference) <= tolerance
  const net = sum(byRate.map((line) => line.net))
  const givenNet = given?.netAmount === undefined ? net : minor(given.netAmount)
  if (!within(givenNet - net)) {
    faults.push(sumMismatch('netAmount', 'NET_MISMATCH', givenNet, 'rows', net))
    return byRate
  }
  const givenVat = vatGiven(given, givenNet)
  const leftOf = (lines: VatLine[]) => (givenVat ?? 0n) - sum(lines.map((line) => line.vat))
  const lines = givenVat === undefined ? byRate : [byRate, byRow].find((each) => within(leftOf(each)))
  if (lines === undefined) {
    if (given?.vatAmount !== undefined)
      faults.push(sumMismatch('vatAmount', 'VAT_MISMATCH', givenVat ?? 0n, 'rows', sum(byRate.map((line) => line.vat))))
    return byRate
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

/** An invoice of totals alone: without VAT, or we cannot know at which rate. */
function linesOfTotals(given: GivenAmounts, faults: Fault[]): VatLine[] {
  if (given?.totalAmount === undefined && given?.netAmount === undefined) return []
  const total = minor(given.totalAmount ?? given.netAmount ?? 0)
  const vat =
    given.vatAmount === undefined ? total - minor(given.netAmount ?? given.totalAmount ?? 0) : minor(given.vatAmount)
  if (vat !== 0n)
    faults.push({
      pointer: BREAKDOWN,
      code: 'VAT_BREAKDOWN_MISSING',
      message: `there is ${minorToText(vat)} of VAT but neither rows nor a vatBreakdown that says at which rate`,
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
    total: -amounts.total,
    paid: absolute(amounts.paid),
  }
}
