/**
 * The books of the simulated companies, and the entries they are made of: every change is one entry, appended to the
 * journal and then applied; replaying the journal makes the same books.
 */
import { type CompanyBooks, createCompanyBooks } from '../kit/company-books.ts'
import type { Company, Entry, Payment, Voucher } from './records.ts'
import type { CompanySettings } from './settings.ts'

/** Records whose raw body is kept for inspection. */
const RAW_KEPT = 100

export type Books = CompanyBooks<Company, Entry>

export function createBooks(): Books {
  return createCompanyBooks(newCompany, applyTo)
}

function newCompany(id: string): Company {
  return {
    id,
    settings: {},
    lastKey: 1_000,
    vouchers: new Map(),
    vouchersByDate: new Map(),
    lastNumbers: new Map(),
    numbers: new Set(),
    payments: [],
    paymentsByDate: new Map(),
    paymentsByInvoice: new Map(),
    invoices: new Map(),
    invoicesByReference: new Map(),
    dimensions: new Set(),
    recent: [],
    underWay: 0,
    overlaps: 0,
    replays: 0,
  }
}

function applyTo(company: Company, entry: Entry): void {
  switch (entry.t) {
    case 'settings':
      return applySettings(company, entry.settings)
    case 'voucher':
      return addVoucher(company, entry.voucher, entry.raw)
    case 'invalidated': {
      const voucher = company.vouchers.get(entry.netvisorKey)?.record
      if (voucher !== undefined) voucher.status = 'invalidated'
      return
    }
    case 'payment':
      return addPayment(company, entry.payment, entry.raw)
    default:
      return entry satisfies never
  }
}

function applySettings(company: Company, settings: CompanySettings): void {
  company.settings = settings
  for (const { number, openSum, reference } of settings.listedInvoices ?? []) {
    const invoice = { number, open: Math.round(openSum * 100), ...(reference === undefined ? {} : { reference }) }
    company.invoices.set(number, invoice)
    if (reference !== undefined) company.invoicesByReference.set(reference, invoice)
  }
}

function addVoucher(company: Company, voucher: Voucher, raw: string): void {
  const arrived = { record: voucher, raw }
  company.vouchers.set(voucher.netvisorKey, arrived)
  listed(company.vouchersByDate, voucher.voucherDate).push(voucher)
  const last = company.lastNumbers.get(voucher.voucherClass) ?? 0
  company.lastNumbers.set(voucher.voucherClass, Math.max(last, voucher.number))
  company.numbers.add(`${voucher.voucherClass}/${voucher.number}`)
  for (const line of voucher.lines) {
    for (const { name, item } of line.dimensions) company.dimensions.add(`${name}/${item}`)
    company.lastKey = Math.max(company.lastKey, line.netvisorKey)
  }
  company.lastKey = Math.max(company.lastKey, voucher.netvisorKey)
  keepRaw(company, arrived)
}

function addPayment(company: Company, payment: Payment, raw: string): void {
  const arrived = { record: payment, raw }
  company.payments.push(arrived)
  listed(company.paymentsByDate, payment.date).push(payment)
  if (payment.invoiceNumber !== undefined) {
    listed(company.paymentsByInvoice, payment.invoiceNumber).push(payment)
    const invoice = company.invoices.get(payment.invoiceNumber)
    if (invoice !== undefined && payment.targeted) invoice.open -= payment.sumMinor
  }
  company.lastKey = Math.max(company.lastKey, payment.netvisorKey, payment.voucherKey)
  for (const { netvisorKey } of payment.lines) company.lastKey = Math.max(company.lastKey, netvisorKey)
  keepRaw(company, arrived)
}

function listed<Value>(map: Map<string, Value[]>, key: string): Value[] {
  const known = map.get(key)
  if (known !== undefined) return known
  const made: Value[] = []
  map.set(key, made)
  return made
}

function keepRaw(company: Company, arrived: { raw?: string }): void {
  company.recent.push(arrived)
  if (company.recent.length > RAW_KEPT) delete company.recent.shift()?.raw
}

/** The next key of anything in a company. It is not an entry: it follows from the stored rows. */
export function nextKey(company: Company): number {
  company.lastKey += 1
  return company.lastKey
}
