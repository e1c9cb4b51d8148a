/** POST accounting.nv: one voucher. */
import { isCivilDate } from '@saatava/core/dates.ts'
import { minorToText } from '@saatava/core/money.ts'
import { nextKey } from './books.ts'
import { readLine, withVat } from './lines.ts'
import type { Company, Line, Voucher } from './records.ts'
import { invalid, Refusal } from './refusal.ts'
import { isLocked } from './settings.ts'
import { child, shaped, textIn, VOUCHER } from './shapes.ts'
import { voucherTypeNamed } from './voucher-types.ts'
import type { Element } from './xml.ts'

// The vendor publishes no lengths for these; our limits are generous, so that only what is absurd is refused.
const TEXT_MAX = 255

/** The voucher as it will stand in the books. Throws a Refusal; nothing is stored yet. */
export function readVoucher(
  company: Company,
  root: Element,
  query: Record<string, string | undefined>,
  now: Date,
): Voucher {
  const voucher = shaped(root, VOUCHER)
  const mode = textIn(voucher, 'calculationmode')
  if (mode !== 'net' && mode !== 'gross') throw invalid(`calculationmode must be net or gross, not ${mode}`)
  const date = dateIn(voucher, 'voucherdate')
  const voucherClass = textIn(voucher, 'voucherclass') ?? ''
  if (voucherTypeNamed(voucherClass) === undefined) {
    throw invalid(`voucherclass: there is no voucher type named ${voucherClass}`)
  }
  const lines = voucher.children
    .filter(({ name }) => name === 'voucherline')
    .map((line, i) => readLine(company, line, mode, date, `voucherline[${i + 1}]`))
  checkSums(lines, mode)
  if (query['useonlyexistingdimensions'] === '1') checkDimensions(company, lines)
  if (isLocked(company.settings, date)) throw new Refusal('PERIOD_LOCK', `The accounting period of ${date} is locked`)
  const description = limited(voucher, 'description')
  const comment = limited(voucher, 'comment')
  return {
    netvisorKey: nextKey(company),
    number: numberOf(company, voucher, voucherClass),
    voucherClass,
    voucherDate: date,
    ...(description === undefined ? {} : { description }),
    ...(comment === undefined ? {} : { comment }),
    calculationMode: mode,
    status: 'valid',
    lines: mode === 'gross' ? lines.flatMap((line) => withVat(company, line)) : lines,
    receivedAt: now.toISOString(),
  }
}

/** A day, unlocked or not; `format`, where it is said, must be ansi. */
export function dateIn(element: Element, name: string): string {
  const format = child(element, name)?.attributes['format']
  if (format !== undefined && format !== 'ansi') throw invalid(`${name}: format must be ansi, not ${format}`)
  const date = textIn(element, name) ?? ''
  if (!isCivilDate(date)) throw invalid(`${name}: ${date} is not a date yyyy-MM-dd`)
  return date
}

/** Text of at most 255 characters. Throws INVALID_DATA_SIZE. */
export function limited(element: Element, name: string): string | undefined {
  const text = textIn(element, name)
  if (text === undefined || text.length <= TEXT_MAX) return text
  throw new Refusal('INVALID_DATA_SIZE', `${name} has ${text.length} characters, and at most ${TEXT_MAX} are allowed`)
}

function checkSums(lines: Line[], mode: string): void {
  if (!lines.some(({ sumMinor }) => sumMinor > 0)) throw invalid('The voucher has no debit line')
  if (!lines.some(({ sumMinor }) => sumMinor < 0)) throw invalid('The voucher has no credit line')
  const total = lines.reduce((sum, { sumMinor }) => sum + sumMinor, 0)
  if (total !== 0) throw invalid(`The ${mode} line sums must sum to zero, and sum to ${minorToText(BigInt(total))}`)
}

function checkDimensions(company: Company, lines: Line[]): void {
  for (const { name, item } of lines.flatMap(({ dimensions }) => dimensions)) {
    if (!company.dimensions.has(`${name}/${item}`)) throw invalid(`dimension: ${name} has no item ${item}`)
  }
}

function numberOf(company: Company, voucher: Element, voucherClass: string): number {
  const given = textIn(voucher, 'number')
  if (given === undefined) return (company.lastNumbers.get(voucherClass) ?? 0) + 1
  if (!/^\d{1,9}$/.test(given)) throw invalid(`number: ${given} is not a number of at most 9 digits`)
  if (company.numbers.has(`${voucherClass}/${Number(given)}`)) {
    throw new Refusal('DUPLICATE_DATA', `Voucher ${given} of ${voucherClass} exists already`)
  }
  return Number(given)
}
