/**
 * The books of the simulated companies, and the entries they are made of: every change is one entry, appended to the
 * journal and then applied; replaying the journal makes the same books.
 */
import { type CompanyBooks, createCompanyBooks } from '../kit/company-books.ts'
import type { CompanySettings } from './settings.ts'

export interface Row {
  account: string
  /** Minor units. */
  debit: number
  credit: number
  description: string
  vatcode?: string
  /** dim_1, dim_2 … with a code. */
  [dimension: `dim_${string}`]: string
}

export interface Statement {
  id: number
  series: string
  number: number
  date: string
  description: string
  rows: Row[]
  receivedAt: string
  raw?: string
}

export interface Payment {
  id: number
  invoiceId: number
  date: string
  /** Minor units. */
  sum: number
  type: string
  factoring: string
  description: string
  receivedAt: string
  raw?: string
}

export interface Invoice {
  id: number
  number: string
  reference?: string
  /** Minor units that are to be paid; null where any sum may be paid (an invoice that was taken for one). */
  open: number | null
  approved: boolean
}

export interface Company {
  id: string
  settings: CompanySettings
  statements: Statement[]
  /** The last number of a series. */
  lastNumbers: Map<string, number>
  payments: Payment[]
  /** By number. */
  invoices: Map<string, Invoice>
}

export type Entry = { company: string } & (
  | { t: 'settings'; settings: CompanySettings }
  | { t: 'statement'; statement: Statement }
  | { t: 'payment'; payment: Payment }
  | { t: 'invoice'; invoice: Invoice }
)
export type Commit = (entry: Entry) => void

export type Books = CompanyBooks<Company, Entry>

export function createBooks(): Books {
  return createCompanyBooks(newCompany, applyTo)
}

function newCompany(id: string): Company {
  return {
    ...{ id, settings: {}, statements: [], lastNumbers: new Map(), payments: [], invoices: new Map() },
  }
}

function applyTo(company: Company, entry: Entry): void {
  switch (entry.t) {
    case 'settings':
      company.settings = entry.settings
      return
    case 'statement':
      company.statements.push(entry.statement)
      company.lastNumbers.set(entry.statement.series, entry.statement.number)
      return
    case 'payment': {
      company.payments.push(entry.payment)
      const invoice = [...company.invoices.values()].find(({ id }) => id === entry.payment.invoiceId)
      if (invoice !== undefined && invoice.open !== null) invoice.open -= entry.payment.sum
      return
    }
    case 'invoice':
      company.invoices.set(entry.invoice.number, { ...entry.invoice })
      return
    default:
      return entry satisfies never
  }
}
