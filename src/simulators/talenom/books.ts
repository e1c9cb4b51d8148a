/**
 * The books of the simulated organisations, and the entries they are made of: every change is one entry, appended to the
 * journal and then applied; replaying the journal makes the same books.
 */
import { type CompanyBooks, createCompanyBooks } from '../kit/company-books.ts'
import type { CompanySettings } from './settings.ts'

export interface Posting {
  id: string
  generatedPosting: boolean
  accountNumber: string | null
  vatPercentage: number | null
  description: string | null
  /** Minor units. */
  vatIncluded: number
  vatExcluded: number
  matchKey: string | null
  costCenter: string | null
  costType: string | null
  project: string | null
  projectType: string | null
}

export type State = 'Draft' | 'Accepted' | 'Locked' | 'Deleted'

export interface Voucher {
  id: string
  category: string
  state: State
  date: string | null
  description: string
  voucherNumber: string
  invoiceNumber: string | null
  referenceNumber: string | null
  comment: string | null
  acceptor: string | null
  postings: Posting[]
  receivedAt: string
  raw?: string
}

export interface Company {
  id: string
  settings: CompanySettings
  /** By id, in order of arrival. */
  vouchers: Map<string, Voucher>
}

export type Entry = { company: string } & (
  | { t: 'settings'; settings: CompanySettings }
  | { t: 'voucher'; voucher: Voucher }
  | { t: 'deleted'; id: string }
)
export type Commit = (entry: Entry) => void

export type Books = CompanyBooks<Company, Entry>

export function createBooks(): Books {
  return createCompanyBooks(newCompany, applyTo)
}

function newCompany(id: string): Company {
  return { id, settings: {}, vouchers: new Map() }
}

function applyTo(company: Company, entry: Entry): void {
  switch (entry.t) {
    case 'settings':
      company.settings = entry.settings
      return
    case 'voucher':
      company.vouchers.set(entry.voucher.id, entry.voucher)
      return
    case 'deleted': {
      const voucher = company.vouchers.get(entry.id)
      if (voucher !== undefined) voucher.state = 'Deleted'
      return
    }
    default:
      return entry satisfies never
  }
}
