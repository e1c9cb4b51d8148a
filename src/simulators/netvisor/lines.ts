/** A voucher line, of a voucher or of a payment. */
import { minorFromNumber, netOfGross } from '@saatava/core/money.ts'
import { nextKey } from './books.ts'
import type { Company, Line } from './records.ts'
import { invalid } from './refusal.ts'
import { child, textIn } from './shapes.ts'
import { codeOfAccount, isVatCode, percentGoesWith, vatAccountOf } from './vat-codes.ts'
import type { Element } from './xml.ts'

/** @param mode what linesum@type must say, where it says anything  @param path for the text of a refusal */
export function readLine(company: Company, line: Element, mode: 'net' | 'gross', date: string, path: string): Line {
  const type = child(line, 'linesum')?.attributes['type']
  if (type !== undefined && type !== mode) throw invalid(`${path}: linesum is ${type}, but must be ${mode}`)
  const sumMinor = amountIn(textIn(line, 'linesum'), `${path}/linesum`)
  const account = textIn(line, 'accountnumber') ?? ''
  checkAccount(company, account, path)
  const percentText = textIn(line, 'vatpercent') ?? ''
  if (!/^\d{1,3}([.,]\d{1,2})?$/.test(percentText)) throw invalid(`${path}: vatpercent ${percentText} is not a number`)
  const vatPercent = Number(percentText.replace(',', '.'))
  const vatCode = child(line, 'vatpercent')?.attributes['vatcode'] ?? codeOfAccount(account, vatPercent)
  if (!isVatCode(vatCode)) throw invalid(`${path}: VAT code ${vatCode} does not exist`)
  if (!percentGoesWith(vatCode, vatPercent, date)) {
    throw invalid(`${path}: VAT code ${vatCode} does not go with ${percentText} % on ${date}`)
  }
  const description = textIn(line, 'description')
  return {
    netvisorKey: nextKey(company),
    sumMinor,
    account,
    vatPercent,
    vatCode,
    ...(description === undefined ? {} : { description }),
    dimensions: line.children
      .filter(({ name }) => name === 'dimension')
      .map((one) => ({ name: textIn(one, 'dimensionname') ?? '', item: textIn(one, 'dimensionitem') ?? '' })),
  }
}

/**
 * Splits a gross line for storing: the net, and the VAT on a separate line. The VAT is what the net leaves of the gross,
 * so the lines of a voucher sum to what its gross lines did, and no rounding line is ever called for.
 */
export function withVat(company: Company, line: Line): Line[] {
  const account = vatAccountOf(line.vatCode)
  if (line.vatPercent === 0 || account === undefined) return [line]
  const net = Number(netOfGross(BigInt(line.sumMinor), line.vatPercent))
  const vat: Line = {
    netvisorKey: nextKey(company),
    sumMinor: line.sumMinor - net,
    account,
    vatPercent: 0,
    vatCode: 'NONE',
    ...(line.description === undefined ? {} : { description: line.description }),
    dimensions: [],
    generated: true,
  }
  return [{ ...line, sumMinor: net }, vat]
}

/** Minor units of "125.50", "125,50" or "-100". Throws INVALID_DATA. */
export function amountIn(text: string | undefined, path: string): number {
  const value = /^[+-]?\d{1,12}([.,]\d{1,2})?$/.test(text ?? '') ? Number(text?.replace(',', '.')) : Number.NaN
  const minor = minorFromNumber(value)
  if (typeof minor === 'bigint') return Number(minor)
  throw invalid(`${path}: ${text ?? 'nothing'} is not an amount of at most two decimals`)
}

export function checkAccount(company: Company, account: string, path: string): void {
  const missing = company.settings.missingAccounts?.some((one) => String(one) === account) === true
  if (missing || !/^[1-9]\d{3}$/.test(account))
    throw invalid(`${path}: account ${account} is not in the chart of accounts`)
}
