/** What can be read: vouchers, payments, voucher types, periods, accounts. Decimals with a comma, "-" for no VAT. */
import type { Company, Line, Payment, Voucher } from './books.ts'
import { escape, Refusal } from './envelope.ts'
import { VOUCHER_TYPES } from './vocabulary.ts'

type Query = Record<string, string | undefined>

const comma = (text: string) => text.replace('.', ',')
const tag = (name: string, text: string | number) => `<${name}>${escape(String(text))}</${name}>`

export function accountingLedger(company: Company, query: Query): string {
  const { startdate, enddate, voucherstatus = '1', netvisorkey } = query
  if (netvisorkey === undefined && (startdate === undefined || enddate === undefined)) {
    throw new Refusal('INVALID_DATA', 'startdate and enddate are required')
  }
  const found =
    netvisorkey === undefined
      ? between(company, startdate ?? '', enddate ?? '')
      : company.vouchers.filter((voucher) => String(voucher.netvisorKey) === netvisorkey)
  const shown = found.filter(
    (voucher) => voucherstatus === '1' || (voucherstatus === '2') === (voucher.status === 'valid'),
  )
  return shown.length === 0 ? '<Vouchers />' : `<Vouchers>${shown.map(voucherXml).join('')}</Vouchers>`
}

// One day is what a look-up asks for; it is answered from the index by date.
function between(company: Company, from: string, to: string): Voucher[] {
  if (from === to) return company.vouchersByDate.get(from) ?? []
  return company.vouchers.filter((voucher) => voucher.voucherDate >= from && voucher.voucherDate <= to)
}

function voucherXml(voucher: Voucher): string {
  return `<Voucher Status="${voucher.status}">${tag('NetvisorKey', voucher.netvisorKey)}<VoucherDate format="ansi">${voucher.voucherDate}</VoucherDate>${tag(
    'VoucherNumber',
    voucher.number,
  )}${tag('VoucherDescription', voucher.description)}<VoucherClass netvisorkey="1">${escape(voucher.voucherClass)}</VoucherClass>${voucher.lines.map(lineXml).join('')}</Voucher>`
}

function lineXml(line: Line): string {
  return `<VoucherLine>${tag('LineSum', comma(line.sum))}${tag('Description', line.description)}${tag('AccountNumber', line.accountNumber)}${tag(
    'VatPercent',
    comma(line.vatPercent),
  )}${tag('VatCode', line.vatCode === 'NONE' ? '-' : line.vatCode)}${line.dimensions
    .map(
      (dimension) =>
        `<Dimension>${tag('DimensionName', dimension.name)}${tag('DimensionItem', dimension.item)}</Dimension>`,
    )
    .join('')}</VoucherLine>`
}

export function salesPaymentList(company: Company, query: Query): string {
  const { begindate = '0000', enddate = '9999', invoicenumber } = query
  const among = invoicenumber === undefined ? company.payments : (company.paymentsByInvoice.get(invoicenumber) ?? [])
  const shown = among.filter((payment) => payment.date >= begindate && payment.date <= enddate)
  return shown.length === 0 ? '<SalesPayments />' : `<SalesPayments>${shown.map(paymentXml).join('')}</SalesPayments>`
}

function paymentXml(payment: Payment): string {
  return `<SalesPayment>${tag('NetvisorKey', payment.netvisorKey)}${tag('Name', payment.name)}${tag('Date', payment.date)}${tag('Sum', comma(payment.sum))}${tag(
    'ReferenceNumber',
    payment.reference,
  )}${tag('InvoiceNumber', payment.invoiceNumber)}</SalesPayment>`
}

export function voucherTypeList(): string {
  const types = Object.entries(VOUCHER_TYPES).map(
    ([abbreviation, { name, foreignName }], i) =>
      `<VoucherType>${tag('NetvisorKey', i + 1)}${tag('Abbreviation', abbreviation)}${tag('Name', name)}${tag('ForeignName', foreignName)}</VoucherType>`,
  )
  return `<VoucherTypes>${types.join('')}</VoucherTypes>`
}

export function accountingPeriodList(company: Company, now: Date): string {
  const year = now.getUTCFullYear()
  const lock = company.settings.closedBefore ?? ''
  return `<AccountingPeriods>${tag('AccountingPeriodLockDate', lock)}<Period>${tag('BeginDate', `${year}-01-01`)}${tag('EndDate', `${year}-12-31`)}</Period></AccountingPeriods>`
}
