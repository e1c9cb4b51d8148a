/**
 * The books of the simulated companies, and the entries they are made of: every change is one entry, appended to the
 * journal and then applied; replaying the journal makes the same books.
 */
import { type CompanyBooks, createCompanyBooks } from '../kit/company-books.ts'
import type { CompanySettings } from './settings.ts'

type EntryType = 'financeVoucher' | 'customerPayment'

/** An entry of a journal, as it was sent. */
export interface DraftEntry {
  entryType: EntryType
  date: string
  amount: number
  text: string
  currency: { code: string }
  account?: { accountNumber: number }
  contraAccount?: { accountNumber: number }
  customer?: { customerNumber: number }
  customerInvoice?: number
  vatAccount?: { vatCode: string }
  vatAmount?: number
  departmentalDistribution?: { departmentalDistributionNumber: number }
  project?: { projectNumber: number }
}

export interface Voucher {
  number: number
  year: string
  journal: number
  entries: DraftEntry[]
  /** Whether its journal was booked since: its entries stand in the accounting year then. */
  booked: boolean
  receivedAt: string
  raw?: string
}

export interface Invoice {
  number: string
  reference?: string
  customer: number
  /** Minor units that are to be paid; null where any sum may be paid (an invoice that was taken for one). */
  open: number | null
}

/** An answer that is given again to the same Idempotency-Key. */
interface KeptAnswer {
  body: string
  code: number
  answer: unknown
  at: number
}

export interface Company {
  id: string
  settings: CompanySettings
  vouchers: Voucher[]
  byKey: Map<string, Voucher>
  /** The last number of a series: of a year, or of a journal in it. */
  lastNumbers: Map<string, number>
  invoices: Map<string, Invoice>
  /** By Idempotency-Key. */
  kept: Map<string, KeptAnswer>
}

export type Entry = { company: string } & (
  | { t: 'settings'; settings: CompanySettings }
  | { t: 'voucher'; voucher: Voucher }
  | { t: 'booked'; journal: number }
  | { t: 'invoice'; invoice: Invoice }
  | { t: 'kept'; key: string; kept: KeptAnswer }
)
export type Commit = (entry: Entry) => void

export type Books = CompanyBooks<Company, Entry>

export function createBooks(): Books {
  return createCompanyBooks(newCompany, applyTo)
}

function newCompany(id: string): Company {
  return {
    ...{ id, settings: {}, vouchers: [], byKey: new Map(), lastNumbers: new Map() },
    ...{ invoices: new Map(), kept: new Map() },
  }
}

/** The series that a voucher's number belongs to. */
export function seriesOf({ settings }: Company, { year, journal }: Pick<Voucher, 'year' | 'journal'>): string {
  return settings.numbers === 'journal' ? `${year} ${journal}` : year
}

export function keyOf(year: string, number: number | string): string {
  return `${year}-${number}`
}

function applyTo(company: Company, entry: Entry): void {
  switch (entry.t) {
    case 'settings':
      company.settings = entry.settings
      return
    case 'voucher': {
      const { voucher } = entry
      company.vouchers.push(voucher)
      company.byKey.set(keyOf(voucher.year, voucher.number), voucher)
      company.lastNumbers.set(seriesOf(company, voucher), voucher.number)
      for (const { customerInvoice, amount } of voucher.entries) {
        const invoice = company.invoices.get(String(customerInvoice))
        if (invoice !== undefined && invoice.open !== null) invoice.open += Math.round(amount * 100)
      }
      return
    }
    case 'booked':
      for (const voucher of company.vouchers) if (voucher.journal === entry.journal) voucher.booked = true
      return
    case 'invoice':
      company.invoices.set(entry.invoice.number, { ...entry.invoice })
      return
    case 'kept':
      company.kept.set(entry.key, entry.kept)
      return
    default:
      return entry satisfies never
  }
}
