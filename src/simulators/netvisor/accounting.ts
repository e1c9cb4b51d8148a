/** POST accounting.nv: one voucher. A gross voucher gets its VAT lines from the system; a net one is stored as sent. */
import { absolute, minorToText, netOfGross, sum } from '../../core/money.ts'
import type { Books, Company, Line, Voucher } from './books.ts'
import { Refusal } from './envelope.ts'
import { type CheckedLine, checkDay, checkLine } from './lines.ts'
import { checkOrder, child, type Element, required } from './ordered-xml.ts'
import { CLASS_NAMES } from './vocabulary.ts'

const ROOT = [['voucher', '1']] as const
const VOUCHER = [
  ['calculationmode', '1'],
  ['voucherdate', '1'],
  ['number', '?'],
  ['description', '?'],
  ['voucherclass', '1'],
  ['checked', '?'],
  ['comment', '?'],
  ['voucherline', '+'],
  ['voucherattachments', '?'],
] as const

/** The account that generated VAT is booked on; a real company's is a setting of each account. */
const VAT_ACCOUNT = '2939'
const ROUNDING_ACCOUNT = '8570'
/** Beyond this Netvisor would book cents as a rounding difference; a voucher that is off by more is a mistake. */
const ROUNDING_MINOR_MAX = 5n

export function readVoucher(root: Element, company: Company, books: Books, now: Date): Voucher {
  checkOrder(root, ROOT)
  const voucher = child(root, 'voucher') as Element
  checkOrder(voucher, VOUCHER)
  const mode = required(voucher, 'calculationmode')
  if (mode !== 'net' && mode !== 'gross')
    throw new Refusal('INVALID_DATA', `calculationmode ${mode} is neither net nor gross`)
  const voucherDate = required(voucher, 'voucherdate')
  if (child(voucher, 'voucherdate')?.attributes['format'] !== 'ansi')
    throw new Refusal('INVALID_DATA', 'voucherdate lacks format="ansi"')
  checkDay(voucherDate, company)
  const voucherClass = required(voucher, 'voucherclass')
  if (!CLASS_NAMES.has(voucherClass)) throw new Refusal('INVALID_DATA', `Voucher class ${voucherClass} does not exist`)
  const checked = voucher.children
    .filter((element) => element.name === 'voucherline')
    .map((line) => checkLine(line, company, false))
  return {
    netvisorKey: books.nextKey(),
    number: company.vouchers.length + 1,
    voucherClass,
    voucherDate,
    description: child(voucher, 'description')?.text ?? '',
    comment: child(voucher, 'comment')?.text ?? '',
    calculationMode: mode,
    status: 'valid',
    lines: mode === 'gross' ? grossLines(checked) : netLines(checked),
    receivedAt: now.toISOString(),
  }
}

function netLines(checked: CheckedLine[]): Line[] {
  balanced(checked)
  return checked.map(({ line }) => line)
}

function grossLines(checked: CheckedLine[]): Line[] {
  const off = balanced(checked, ROUNDING_MINOR_MAX)
  const lines = checked.flatMap(({ sum: gross, line }): Line[] => {
    const percent = Number(line.vatPercent)
    if (percent === 0) return [line]
    const net = netOfGross(gross, percent)
    const vat = generated(VAT_ACCOUNT, gross - net, `VAT ${line.vatPercent}`)
    return [{ ...line, sum: minorToText(net) }, vat]
  })
  return off === 0n ? lines : [...lines, generated(ROUNDING_ACCOUNT, -off, 'Rounding')]
}

function generated(accountNumber: string, value: bigint, description: string): Line {
  return {
    sum: minorToText(value),
    accountNumber,
    vatPercent: '0',
    vatCode: 'NONE',
    description,
    dimensions: [],
    generated: true,
  }
}

function balanced(checked: CheckedLine[], tolerance = 0n): bigint {
  if (!checked.some(({ sum: value }) => value > 0n) || !checked.some(({ sum: value }) => value < 0n)) {
    throw new Refusal('INVALID_DATA', 'A voucher needs both debit and credit lines')
  }
  const off = sum(checked.map(({ sum: value }) => value))
  if (absolute(off) > tolerance) throw new Refusal('INVALID_DATA', `Debit and credit differ by ${minorToText(off)}`)
  return off
}
