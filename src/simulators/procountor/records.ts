/** The content of the books, and the entries that change it. */
import type { CompanySettings } from './settings.ts'

export interface Transaction {
  id?: number
  transactionType: string
  account: string
  accountingValue: number
  vatPercent: number
  vatStatus?: number
  vatType?: string
  description?: string
  dimensionItemValues?: { dimensionId: number; itemId: number; value: number }[]
}

export interface Receipt {
  id: number
  type: 'JOURNAL'
  status: 'UNFINISHED' | 'APPROVED' | 'INVALIDATED'
  name: string
  receiptDate: string
  vatType: string
  vatStatus: number
  transactionDescription?: string
  invoiceId: number
  receiptNumber: number
  created: string
  version: string
  transactions: Transaction[]
}

export interface PaymentEvent {
  id: number
  invoiceId: number
  type: string
  paymentDate: string
  status: string
  amount: number
  currency: string
  paidAmount: number
  paidCurrency: string
  description?: string
  receivedAt: string
}

export interface Invoice {
  id: number
  invoiceNumber: number
  originalInvoiceNumber: string
  status: string
  date: string
  currency: string
  /** Minor units; null where any sum may be paid (an invoice taken for open). */
  sum: number | null
  paid: number
  bankReferenceCode?: string
  created: string
  version: string
  events: PaymentEvent[]
}

export interface Dimension {
  id: number
  name: string
  /** Every code of up to 20 characters exists. */
  open: boolean
  items: Map<number, { id: number; codeName: string; status?: string }>
  byCode: Map<string, number>
}

interface Arrived<T> {
  record: T
  receivedAt: string
  raw?: string
}

export interface Company {
  id: string
  settings: CompanySettings
  lastId: number
  lastNumber: number
  lastVersionMs: number
  receipts: Map<number, Arrived<Receipt>>
  byDate: Map<string, Set<number>>
  invoices: Map<number, Invoice>
  byOriginal: Map<string, Invoice>
  byNumber: Map<number, Invoice>
  payments: Arrived<PaymentEvent>[]
  dimensions: Map<number, Dimension>
  /** “Cost center” and “Project”, for a company that lists none. */
  openDimensions: Map<number, Dimension>
  recent: { raw?: string }[]
}

export type Entry = { company: string } & (
  | {
      t: 'settings'
      settings: CompanySettings
      dimensions?: { id: number; name: string; items: { id: number; codeName: string; status?: string }[] }[]
    }
  | { t: 'receipt'; receipt: Receipt; raw: string }
  | { t: 'changed'; receipt: Receipt }
  | { t: 'state'; id: number; status: Receipt['status']; version: string }
  | { t: 'invoice'; invoice: Omit<Invoice, 'events'> }
  | { t: 'payment'; event: PaymentEvent; invoiceStatus: string; version: string; raw: string }
  | { t: 'item'; dimensionId: number; item: { id: number; codeName: string } }
)
