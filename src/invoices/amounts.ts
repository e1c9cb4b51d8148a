/**
 * The amounts of an invoice: of each row, of each VAT rate, of the whole. What is not given is computed; what is given
 * must agree, and is then kept as it was given, because it is what the seller has told its buyer. VAT is computed per
 * rate on the sum of its rows (EN 16931 BR-CO-17); a sum of the rows' own VAT is as good, within a cent a rate.
 */
import { Big } from 'big.js'
import { AMOUNT_MINOR_MAX, absolute, minor, minorToText, sum, vatOfNet } from '../core/money.ts'
import type { Fault } from '../platform/errors.ts'
import type { VatCategory, VatLine } from './document.ts'
import { type RowAmounts, rowAmounts } from './row-amounts.ts'
import type { SalesInvoiceRequest } from './schemas.ts'

/** How far a given figure may be from the computed one, per VAT rate. */
const TOLERANCE_MINOR = 1n

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
 * Faults: ROW_MISMATCH, VAT_MISMATCH, NET_MISMATCH, TOTAL_MISMATCH, PAID_MISMATCH, VAT_BREAKDOWN_MISSING, NEGATIVE_TOTAL.
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
    else lines.forEach((line, i) => checkLineVat(line, `/invoice/amounts/vatBreakdown/${i}`, faults))
    compareSums(lines, given, 0n, faults)
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
    const pointer = at < 0 ? '/invoice/amounts/vatBreakdown' : `/invoice/amounts/vatBreakdown/${at}`
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

/** Computed lines, a cent of given VAT that rounding left over put on the largest of them. */
function fitted(
  computed: ComputedLine[],
  given: SalesInvoiceRequest['invoice']['amounts'],
  faults: Fault[],
): VatLine[] {
  const lines = computed.map(({ percentage, category, net, vat }) => ({ percentage, category, net, vat }))
  const tolerance = TOLERANCE_MINOR * BigInt(lines.length)
  compareSums(lines, given, tolerance, faults)
  if (given?.vatAmount === undefined) return lines
  const left = minor(given.vatAmount) - sum(lines.map((line) => line.vat))
  const largest = lines.reduce((a, b) => (absolute(b.vat) > absolute(a.vat) ? b : a))
  if (absolute(left) <= tolerance) largest.vat += left
  return lines
}

function compareSums(
  lines: VatLine[],
  given: SalesInvoiceRequest['invoice']['amounts'],
  tolerance: bigint,
  faults: Fault[],
): void {
  const net = sum(lines.map((line) => line.net))
  const vat = sum(lines.map((line) => line.vat))
  const check = (name: 'netAmount' | 'vatAmount', code: string, value: bigint) => {
    const figure = given?.[name]
    if (figure === undefined || absolute(minor(figure) - value) <= tolerance) return
    faults.push({
      pointer: `/invoice/amounts/${name}`,
      code,
      message: `is ${minorToText(minor(figure))}, but the VAT rates make ${minorToText(value)}`,
      received: figure,
    })
  }
  check('netAmount', 'NET_MISMATCH', net)
  check('vatAmount', 'VAT_MISMATCH', vat)
}

/** An invoice of totals alone: without VAT, or we cannot know at which rate. */
function linesOfTotals(given: SalesInvoiceRequest['invoice']['amounts'], faults: Fault[]): VatLine[] {
  if (given?.totalAmount === undefined && given?.netAmount === undefined) return []
  const total = minor(given.totalAmount ?? given.netAmount ?? 0)
  const vat =
    given.vatAmount === undefined ? total - minor(given.netAmount ?? given.totalAmount ?? 0) : minor(given.vatAmount)
  if (vat !== 0n)
    faults.push({
      pointer: '/invoice/amounts/vatBreakdown',
      code: 'VAT_BREAKDOWN_MISSING',
      message: `there is ${minorToText(vat)} of VAT but neither rows nor a vatBreakdown that says at which rate`,
    })
  const category: VatCategory = 'Z'
  return [{ percentage: 0, category, net: total - vat, vat }]
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
  if (given === undefined) return payments
  if (invoice.payments !== undefined && minor(given) !== payments)
    faults.push({
      pointer: '/invoice/amounts/paidAmount',
      code: 'PAID_MISMATCH',
      message: `is ${minorToText(minor(given))}, but the payments make ${minorToText(payments)}`,
      received: given,
    })
  return minor(given)
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
