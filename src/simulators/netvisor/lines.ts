/** Checks of voucher lines that vouchers and payments share: accounts, VAT code and percent, dimensions. */
import { minorToText } from '../../core/money.ts'
import type { Company, Line } from './books.ts'
import { Refusal } from './envelope.ts'
import { amountOf, checkOrder, child, type Element, required } from './ordered-xml.ts'
import { VAT_PERCENTS } from './vocabulary.ts'

const LINE = [
  ['linesum', '1'],
  ['description', '?'],
  ['accountnumber', '1'],
  ['vatpercent', '1'],
  ['accountdimension', '?'],
  ['dimension', '*'],
] as const
const DIMENSION = [
  ['dimensionname', '1'],
  ['dimensionitem', '1'],
] as const

export interface CheckedLine {
  sum: bigint
  line: Line
}

/** @param vatCodeRequired payments must name the code, vouchers may leave it to the account */
export function checkLine(element: Element, company: Company, vatCodeRequired: boolean): CheckedLine {
  checkOrder(element, LINE)
  const sum = amountOf(required(element, 'linesum'))
  const accountNumber = required(element, 'accountnumber')
  checkAccount(accountNumber, company)
  const vat = child(element, 'vatpercent')
  const vatPercent = (vat?.text ?? '').replace(',', '.')
  const vatCode = vat?.attributes['vatcode'] ?? (vatPercent === '0' ? 'NONE' : 'KOMY')
  if (vatCodeRequired && vat?.attributes['vatcode'] === undefined)
    throw new Refusal('INVALID_DATA', 'vatpercent lacks the attribute vatcode')
  const percents = VAT_PERCENTS.get(vatCode)
  if (percents === undefined) throw new Refusal('INVALID_DATA', `VAT code ${vatCode} does not exist`)
  if (!percents.has(vatPercent))
    throw new Refusal('INVALID_DATA', `VAT percentage ${vatPercent} is not allowed with VAT code ${vatCode}`)
  const dimensions = element.children
    .filter((candidate) => candidate.name === 'dimension')
    .map((dimension) => {
      checkOrder(dimension, DIMENSION)
      return { name: required(dimension, 'dimensionname'), item: required(dimension, 'dimensionitem') }
    })
  return {
    sum,
    line: {
      sum: minorToText(sum),
      accountNumber,
      vatPercent,
      vatCode,
      description: child(element, 'description')?.text ?? '',
      dimensions,
    },
  }
}

export function checkAccount(accountNumber: string, company: Company): void {
  const exists = /^[1-9]\d{3}$/.test(accountNumber) && !company.settings.missingAccounts?.includes(accountNumber)
  if (!exists)
    throw new Refusal('INVALID_DATA', `Account number ${accountNumber} does not exist in the chart of accounts`)
}

export function checkDay(date: string, company: Company): void {
  const time = Date.parse(`${date}T00:00:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !Number.isFinite(time) || !new Date(time).toISOString().startsWith(date)) {
    throw new Refusal('INVALID_DATA', `${date} is not a date`)
  }
  const { closedBefore } = company.settings
  if (closedBefore !== undefined && date < closedBefore)
    throw new Refusal('PERIOD_LOCK', `The accounting period of ${date} is locked`)
}
