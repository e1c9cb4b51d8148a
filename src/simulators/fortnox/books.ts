/**
 * The books of the simulated companies, and the entries they are made of: every change is one entry, appended to the
 * journal and then applied; replaying the journal makes the same books.
 */
import { type CompanyBooks, createCompanyBooks } from '../kit/company-books.ts'
import type { CompanySettings } from './settings.ts'

export interface Row {
  Account: number
  Debit: number
  Credit: number
  TransactionInformation?: string
  CostCenter?: string
  Project?: string
}

export interface Voucher {
  VoucherSeries: string
  VoucherNumber: number
  Year: number
  TransactionDate: string
  Description: string
  Comments?: string
  VoucherRows: Row[]
  receivedAt: string
  raw?: string
}

export interface Payment {
  Number: string
  InvoiceNumber: string
  Amount: number
  PaymentDate: string
  ModeOfPayment?: string
  ModeOfPaymentAccount?: number
  Booked: boolean
  receivedAt: string
  raw?: string
}

export interface Invoice {
  number: string
  reference?: string
  external?: string
  /** Minor units that are to be paid; null where any sum may be paid (an invoice that was taken for one). */
  open: number | null
  booked: boolean
  cancelled: boolean
  currency: string
}

export interface Company {
  id: string
  settings: CompanySettings
  vouchers: Voucher[]
  byKey: Map<string, Voucher>
  /** The last number of a series in a year. */
  lastNumbers: Map<string, number>
  payments: Map<string, Payment>
  invoices: Map<string, Invoice>
  refreshTokens: Set<string>
}

export type Entry = { company: string } & (
  | { t: 'settings'; settings: CompanySettings }
  | { t: 'voucher'; voucher: Voucher }
  | { t: 'payment'; payment: Payment }
  | { t: 'booked'; number: string }
  | { t: 'invoice'; invoice: Invoice }
  | { t: 'refresh'; given: string; spent?: string }
)
export type Commit = (entry: Entry) => void

export type Books = CompanyBooks<Company, Entry>

export function createBooks(): Books {
  return createCompanyBooks(newCompany, applyTo)
}

function newCompany(id: string): Company {
  return {
    ...{ id, settings: {}, vouchers: [], byKey: new Map(), lastNumbers: new Map() },
    ...{ payments: new Map(), invoices: new Map(), refreshTokens: new Set<string>() },
  }
}

export function keyOf(series: string, number: number | string, year: number | string): string {
  return `${series}-${number}-${year}`
}

function applyTo(company: Company, entry: Entry): void {
  switch (entry.t) {
    case 'settings':
      company.settings = entry.settings
      return
    case 'voucher': {
      const { voucher } = entry
      const { VoucherSeries: series, VoucherNumber: number, Year: year } = voucher
      company.vouchers.push(voucher)
      company.byKey.set(keyOf(series, number, year), voucher)
      company.lastNumbers.set(`${series} ${year}`, number)
      return
    }
    case 'payment': {
      company.payments.set(entry.payment.Number, entry.payment)
      const invoice = company.invoices.get(entry.payment.InvoiceNumber)
      if (invoice !== undefined && invoice.open !== null) invoice.open -= Math.round(entry.payment.Amount * 100)
      return
    }
    case 'booked': {
      const payment = company.payments.get(entry.number)
      if (payment !== undefined) payment.Booked = true
      return
    }
    case 'invoice':
      company.invoices.set(entry.invoice.number, { ...entry.invoice })
      return
    case 'refresh':
      if (entry.spent !== undefined) company.refreshTokens.delete(entry.spent)
      company.refreshTokens.add(entry.given)
      return
    default:
      return entry satisfies never
  }
}
