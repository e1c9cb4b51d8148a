/**
 * The books of the simulated companies, and the entries they are made of: every change is one entry, appended to the
 * journal and then applied; replaying the journal makes the same books.
 */
import { type CompanyBooks, createCompanyBooks } from '../kit/company-books.ts'
import type { CompanySettings } from './settings.ts'

export interface VoucherEntry {
  amount: number
  accountNumber: string
  description: string
  vat?: { vatCode?: string; vatAmount?: number; account?: string } | null
  dimensionValue1?: string
  dimensionValue2?: string
  dimensionValue3?: string
  dimensionValue4?: string
}

export interface Voucher {
  number: number
  typeId: number
  isPayment: boolean
  /** originalVoucherNumber, which no answer shows. */
  original: string
  date: string
  month: number
  vatType: string
  entries: VoucherEntry[]
  isDeleted?: boolean
  receivedAt: string
  raw?: string
}

export interface Company {
  id: string
  settings: CompanySettings
  vouchers: Voucher[]
  byNumber: Map<number, Voucher>
  originals: Set<string>
  /** The last number of a voucher type in a month. */
  lastNumbers: Map<string, number>
}

export type Entry = { company: string } & (
  | { t: 'settings'; settings: CompanySettings }
  | { t: 'voucher'; voucher: Voucher }
  | { t: 'deleted'; number: number }
)
export type Commit = (entry: Entry) => void

export type Books = CompanyBooks<Company, Entry>

export function createBooks(): Books {
  return createCompanyBooks(newCompany, applyTo)
}

function newCompany(id: string): Company {
  return {
    ...{ id, settings: {}, vouchers: [], byNumber: new Map(), originals: new Set<string>() },
    ...{ lastNumbers: new Map() },
  }
}

const PER_MONTH = 1_000

/** The next number of a type in a month: type, month and count, as in 802206001. */
export function nextNumber({ lastNumbers }: Company, typeId: number, month: number): number {
  const series = `${typeId}${String(month).slice(2)}`
  const last = lastNumbers.get(series) ?? 0
  // A busy month goes on with more digits.
  return Number(`${series}${last + 1 < PER_MONTH ? String(last + 1).padStart(3, '0') : String(last + 1)}`)
}

function applyTo(company: Company, entry: Entry): void {
  switch (entry.t) {
    case 'settings':
      company.settings = entry.settings
      return
    case 'voucher': {
      const { voucher } = entry
      const series = `${voucher.typeId}${String(voucher.month).slice(2)}`
      company.vouchers.push(voucher)
      company.byNumber.set(voucher.number, voucher)
      company.originals.add(voucher.original)
      company.lastNumbers.set(series, (company.lastNumbers.get(series) ?? 0) + 1)
      return
    }
    case 'deleted': {
      const voucher = company.byNumber.get(entry.number)
      if (voucher === undefined) return
      voucher.isDeleted = true
      company.originals.delete(voucher.original)
      return
    }
    default:
      return entry satisfies never
  }
}
