/**
 * The amounts of an invoice: of each row, of each VAT rate, of the whole. A missing amount is computed; a given one must
 * agree, and is then kept as it was given, because the buyer has seen it. VAT is computed per rate on the
 * sum of its rows (EN 16931 BR-CO-17); a sum of the rows' own VAT is as good, within a cent a rate.
 */
import { Big } from 'big.js'
import { AMOUNT_MINOR_MAX, absolute, minor, minorToNumber, minorToText, sum } from '@saatava/core/money.ts'
import type { VatLine } from '@saatava/einvoice/model/document.ts'
import type { Fault } from '../platform/errors.ts'
import { readAmountsForm } from './amount-forms.ts'
import { linesOfForm } from './form-lines.ts'
import { roundingOf } from './rounding.ts'
import type { RowAmounts } from './row-amounts.ts'
import type { SalesInvoiceRequest } from './schemas.ts'

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
  const stated = readAmountsForm(request, faults)
  const vatLines = linesOfForm(stated, faults)
  const net = sum(vatLines.map((line) => line.net))
  const vat = sum(vatLines.map((line) => line.vat))
  const rounding = roundingOf(stated.sums.total, net + vat, invoice.header.currencyCode ?? currency)
  const total = net + vat + rounding
  const amounts = { rows: stated.rows, vatLines, net, vat, rounding, total, paid: paidOf(invoice, faults) }
  checkTotal(stated.sums.total, total, faults)
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
      message: `the total is ${minorToText(amounts.total)}; send a negative total as type CREDIT_NOTE`,
      received: minorToText(amounts.total),
    })
  return { amounts, faults }
}

function checkTotal(given: bigint | undefined, total: bigint, faults: Fault[]): void {
  if (given === undefined || given === total) return
  faults.push({
    pointer: '/invoice/amounts/totalAmount',
    code: 'TOTAL_MISMATCH',
    message: `is ${minorToText(given)}, but net and VAT sum to ${minorToText(total)}`,
    received: minorToNumber(given),
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
      message: `is ${minorToText(minor(given))}, but the payments sum to ${minorToText(payments)}`,
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
      message: `the paid amount is ${minorToText(paid)}; it cannot be negative`,
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
