import type { CivilDate } from '@saatava/core/dates.ts'
import { minorToText } from '@saatava/core/money.ts'
import type { Columns } from './columns.ts'
import type { DropSettings } from './settings.ts'

/** One posting before it is written. Amounts are minor units, + debit and − credit, whatever the file's convention. */
export interface Line {
  /** Civil date. */
  date: CivilDate
  description: string
  account: string
  costCenter: string
  jobNumber: string
  vatCode: string
  /** Percent, for example 25.5; undefined where the row says nothing of VAT. */
  vatPercent: number | undefined
  vatAccount: string
  net: bigint
  vat: bigint
  /** VAT of the row for the VAT declaration; undefined where it is not declared. */
  declaredVat: bigint | undefined
}

/** The line as the file's cells, by the connection's sign convention and VAT percent format. */
export function columnsOf(line: Line, series: string, receiptNumber: string, settings: DropSettings): Columns {
  const amount = (value: bigint) => minorToText(settings.signConvention === 'CREDIT_POSITIVE' ? -value : value)
  return {
    series,
    receiptNumber,
    bookingDate: line.date,
    description: line.description,
    account: line.account,
    costCenter: line.costCenter,
    jobNumber: line.jobNumber,
    vatCode: line.vatCode,
    vatPercent: percentText(line.vatPercent, settings.vatPercentFormat),
    vatAccount: line.vatAccount,
    net: amount(line.net),
    gross: amount(line.net + line.vat),
    vat: amount(line.vat),
    taxableVat: line.declaredVat === undefined ? '' : amount(line.declaredVat),
  }
}

function percentText(percent: number | undefined, format: DropSettings['vatPercentFormat']): string {
  if (percent === undefined || format === 'EMPTY') return ''
  return String(format === 'INTEGER_ROUNDED' ? Math.round(percent) : percent)
}

/** The sum of all postings of a receipt: 0 when it balances. Minor units. */
export function balanceOf(lines: readonly { net: bigint; vat: bigint }[]): bigint {
  let balance = 0n
  for (const line of lines) balance += line.net + line.vat
  return balance
}

/** Sum of the debit postings, where net and VAT are separate postings; minor units. */
export function debitOf(lines: readonly { net: bigint; vat: bigint }[]): bigint {
  let debit = 0n
  for (const { net, vat } of lines) {
    if (net > 0n) debit += net
    if (vat > 0n) debit += vat
  }
  return debit
}
