/** Answers the reads of the books: accountingledger.nv and salespaymentlist.nv. Decimals have a comma. */
import { isCivilDate } from '@saatava/core/dates.ts'
import { minorToText } from '@saatava/core/money.ts'
import { tag } from './envelope.ts'
import type { Query } from './parameters.ts'
import type { Company, Line, Payment, Voucher } from './records.ts'
import { invalid } from './refusal.ts'
import { voucherTypeNamed } from './voucher-types.ts'

/** Keys in one netvisorkeylist. */
const KEYS_MAX = 500

export function accountingLedger(company: Company, query: Query): string {
  const found = vouchersFor(company, query).filter((voucher) => {
    const type = query['vouchertype']
    // 1 all, 2 valid, 3 invalidated and deleted ones.
    const wanted = { '2': 'valid', '3': 'invalidated' }[query['voucherstatus'] ?? '1'] ?? voucher.status
    if (voucher.status !== wanted || !isModifiedWithin(voucher.receivedAt, query)) return false
    if (!voucher.lines.some(({ account }) => isWithin(account, query))) return false
    return type === undefined || String(voucherTypeNamed(voucher.voucherClass)?.netvisorKey) === type
  })
  if (found.length === 0) return '<Vouchers />'
  return `<Vouchers>${found.map(voucherXml).join('')}</Vouchers>`
}

function vouchersFor(company: Company, query: Query): Voucher[] {
  const keys =
    query['netvisorkeylist']?.split(',') ?? (query['netvisorkey'] === undefined ? undefined : [query['netvisorkey']])
  if (keys !== undefined) {
    if (keys.length > KEYS_MAX) throw invalid(`netvisorkeylist: at most ${KEYS_MAX} keys`)
    return keys.flatMap((key) => company.vouchers.get(Number(key))?.record ?? [])
  }
  // The period may be left out where the time of the last change is asked for.
  const needed = !['changedsince', 'lastmodifiedstart'].some((name) => query[name] !== undefined)
  const from = dayIn(query, 'startdate', needed)
  return between(company.vouchersByDate, from, dayIn(query, 'enddate', needed))
}

function isWithin(account: string, query: Query): boolean {
  const from = numberIn(query, 'accountnumberstart') ?? 0
  return Number(account) >= from && Number(account) <= (numberIn(query, 'accountnumberend') ?? Infinity)
}

/** Nothing changes in the simulated books but by arriving; a voided voucher keeps its time. */
function isModifiedWithin(at: string, query: Query): boolean {
  const from = instantIn(query, 'lastmodifiedstart') ?? instantIn(query, 'changedsince') ?? -Infinity
  const time = Date.parse(at)
  return time >= from && time <= (instantIn(query, 'lastmodifiedend') ?? Infinity)
}

function voucherXml(voucher: Voucher): string {
  const classKey = ` netvisorkey="${voucherTypeNamed(voucher.voucherClass)?.netvisorKey ?? ''}"`
  return `<Voucher Status="${voucher.status}">${tag('NetvisorKey', voucher.netvisorKey)}${tag('VoucherDate', voucher.voucherDate)}${tag(
    'VoucherNumber',
    voucher.number,
  )}${tag('VoucherDescription', voucher.description)}${tag('VoucherClass', voucher.voucherClass, classKey)}${tag(
    'LinkedSourceNetvisorKey',
    undefined,
    ' type=""',
  )}${tag('VoucherNetvisorURI', undefined)}${voucher.lines.map(lineXml).join('')}</Voucher>`
}

function lineXml(line: Line): string {
  const dimensions = line.dimensions.map(
    ({ name, item }) => `<Dimension>${tag('DimensionName', name)}${tag('DimensionItem', item)}</Dimension>`,
  )
  return `<VoucherLine>${tag('NetvisorKey', line.netvisorKey)}${tag('LineSum', comma(line.sumMinor))}${tag(
    'Description',
    line.description,
  )}${tag('AccountNumber', line.account)}${tag('VatPercent', String(line.vatPercent).replace('.', ','))}${tag(
    'VatCode',
    line.vatCode === 'NONE' ? '-' : line.vatCode,
  )}${dimensions.join('')}</VoucherLine>`
}

export function salesPaymentList(company: Company, query: Query): string {
  const from = dayIn(query, 'begindate')
  const to = dayIn(query, 'enddate')
  const number = query['invoicenumber']
  const above = numberIn(query, 'abovenetvisorkey') ?? 0
  const linked = query['limitlinkedpayments']
  // A simulated company makes no invoices and has no credit losses.
  if (query['invoicenetvisorkey'] !== undefined || query['limitbytype'] === 'onlycreditloss') {
    return '<SalesPaymentList />'
  }
  const candidates =
    number === undefined ? between(company.paymentsByDate, from, to) : (company.paymentsByInvoice.get(number) ?? [])
  const name = query['searchbyname']?.toLowerCase()
  const found = candidates.filter(
    (payment) =>
      payment.date >= from &&
      payment.date <= to &&
      payment.netvisorKey > above &&
      (name === undefined || payment.name.toLowerCase().includes(name)) &&
      isModifiedWithin(payment.receivedAt, query) &&
      // 0: no invoice is linked to it, 1: one is.
      (linked === undefined || (linked === '1') === payment.targeted),
  )
  if (found.length === 0) return '<SalesPaymentList />'
  return `<SalesPaymentList>${found.map(paymentXml).join('')}</SalesPaymentList>`
}

function paymentXml(payment: Payment): string {
  const foreign = payment.currency === 'EUR' ? undefined : comma(payment.sumMinor)
  return `<SalesPayment>${tag('NetvisorKey', payment.netvisorKey)}${tag('Name', payment.name)}${tag('Date', finnishDate(payment.date))}${tag(
    'Sum',
    comma(payment.sumMinor),
  )}${tag('ReferenceNumber', payment.reference)}${tag('ForeignCurrencyAmount', foreign)}${tag(
    'InvoiceNumber',
    payment.invoiceNumber,
  )}${tag('PaymentAccountName', payment.method.value)}${tag('VoucherID', payment.voucherKey)}${tag(
    'LastModifiedTimestamp',
    payment.receivedAt.slice(0, 19),
  )}${tag('PaymentAccountNumber', payment.method.account)}${tag('PaymentSource', PAYMENT_SOURCE)}${tag('BankStatus', 'OK')}</SalesPayment>`
}

/** The codes of payment sources are not published; clients read a number. */
const PAYMENT_SOURCE = 0

/** "2026-02-01" → "1.2.2026": salespaymentlist.nv answers dates in Finnish (read so by public clients). */
function finnishDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${day}.${month}.${year}`
}

function between<Value>(byDate: Map<string, Value[]>, from: string, to: string): Value[] {
  if (from === to) return byDate.get(from) ?? []
  return [...byDate.keys()]
    .filter((date) => date >= from && date <= to)
    .toSorted()
    .flatMap((date) => byDate.get(date) ?? [])
}

function dayIn(query: Query, name: string, needed = false): string {
  const text = query[name]
  if (text === undefined && !needed) return name === 'enddate' ? '9999-12-31' : '0000-01-01'
  if (text !== undefined && isCivilDate(text)) return text
  throw invalid(`${name}: ${text ?? 'nothing'} is not a date yyyy-MM-dd`)
}

function numberIn(query: Query, name: string): number | undefined {
  const text = query[name]
  if (text === undefined) return undefined
  if (/^\d{1,12}$/.test(text)) return Number(text)
  throw invalid(`${name}: ${text} is not a number`)
}

/** Milliseconds of "2026-02-01T12:00:00", also with a fraction or a Z, or of a day; taken for UTC. */
function instantIn(query: Query, name: string): number | undefined {
  const text = query[name]
  if (text === undefined) return undefined
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d)(?:\.\d{1,6})?Z?)?$/.exec(text)
  const time = match === null ? Number.NaN : Date.parse(`${match[1]}T${match[2] ?? '00:00:00'}Z`)
  if (!Number.isNaN(time)) return time
  throw invalid(`${name}: ${text} is not a time yyyy-MM-ddTHH:mm:ss`)
}

function comma(minor: number): string {
  return minorToText(BigInt(minor), ',')
}
