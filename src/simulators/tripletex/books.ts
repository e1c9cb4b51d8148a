/**
 * The books of the simulated companies, and the entries they are made of: every change is one entry, appended to the
 * journal and then applied; replaying the journal makes the same books.
 */
import { type CompanyBooks, createCompanyBooks } from '../kit/company-books.ts'
import { createHash } from 'node:crypto'
import type { CompanySettings } from './settings.ts'

export interface Posting {
  id: number
  row: number
  account: number
  /** Major units without VAT; the row 0 holds the VAT. */
  amount: number
  amountGross: number
  description: string
  vatType: number
  customer?: number
  department?: number
  project?: number
  invoiceNumber?: string
}

export interface Voucher {
  id: number
  /** 0: it is not booked. */
  number: number
  date: string
  description: string
  externalVoucherNumber: string
  voucherType?: number
  postings: Posting[]
  /** Id of the invoice that it is a payment of, and the payment type. */
  invoice?: number
  paymentType?: string
  /** Id of the voucher that reverses it. */
  reversedBy?: number
  receivedAt: string
  raw?: string
}

export interface Invoice {
  id: number
  number: string
  kid?: string
  /** Minor units that are to be paid; null where any sum may be paid (an invoice that was taken for one). */
  open: number | null
  credited: boolean
  currency: string
}

/** A department, project or customer that was asked for. */
export interface Item {
  kind: 'department' | 'project' | 'customer'
  number: string
}

export interface Company {
  id: string
  /** The first part of its ids: those of one company say nothing in another. */
  base: number
  settings: CompanySettings
  vouchers: Map<number, Voucher>
  byMarker: Map<string, number[]>
  /** Ids of payments by invoice. */
  paid: Map<number, number[]>
  lastNumbers: Map<string, number>
  invoices: Map<number, Invoice>
  items: Item[]
  lastId: number
}

export type Entry = { company: string } & (
  | { t: 'settings'; settings: CompanySettings }
  | { t: 'voucher'; voucher: Voucher }
  | { t: 'reversed'; voucher: number; by: number }
  | { t: 'invoice'; invoice: Invoice }
  | { t: 'item'; item: Item }
)
export type Commit = (entry: Entry) => void

export type Books = CompanyBooks<Company, Entry>

const IDS_OF_COMPANY = 100_000

export function createBooks(): Books {
  return createCompanyBooks(newCompany, applyTo)
}

function newCompany(id: string): Company {
  return {
    ...{ id, base: baseOf(id), settings: {}, vouchers: new Map(), byMarker: new Map(), paid: new Map() },
    ...{ lastNumbers: new Map(), invoices: new Map(), items: [], lastId: 0 },
  }
}

function baseOf(id: string): number {
  return (1_000 + (createHash('sha256').update(id).digest().readUInt16BE(0) % 9_000)) * IDS_OF_COMPANY
}

/** The next ids of vouchers and postings. */
export function nextId(company: Company, ahead = 1): number {
  return company.base + company.lastId + ahead
}

export function yearOf(date: string): string {
  return date.slice(0, 4)
}

function applyTo(company: Company, entry: Entry): void {
  switch (entry.t) {
    case 'settings':
      company.settings = entry.settings
      return
    case 'voucher': {
      const { voucher } = entry
      company.vouchers.set(voucher.id, voucher)
      company.lastId += 1 + voucher.postings.length
      const marker = voucher.externalVoucherNumber
      if (marker !== '') company.byMarker.set(marker, [...(company.byMarker.get(marker) ?? []), voucher.id])
      if (voucher.number > 0) company.lastNumbers.set(yearOf(voucher.date), voucher.number)
      if (voucher.invoice !== undefined) pay(company, voucher.invoice, voucher)
      return
    }
    case 'reversed': {
      const voucher = company.vouchers.get(entry.voucher)
      if (voucher !== undefined) voucher.reversedBy = entry.by
      return
    }
    case 'invoice':
      company.invoices.set(entry.invoice.id, { ...entry.invoice })
      return
    case 'item':
      company.items.push(entry.item)
      return
    default:
      return entry satisfies never
  }
}

function pay(company: Company, id: number, voucher: Voucher): void {
  company.paid.set(id, [...(company.paid.get(id) ?? []), voucher.id])
  const invoice = company.invoices.get(id)
  if (invoice === undefined || invoice.open === null) return
  invoice.open -= Math.round((voucher.postings[0]?.amount ?? 0) * 100)
}
