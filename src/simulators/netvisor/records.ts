/** The books of a simulated company. Amounts are whole minor units in a number: they go to the journal as JSON. */
import type { CompanySettings } from './settings.ts'

export interface Line {
  netvisorKey: number
  /** + debit, − credit. */
  sumMinor: number
  account: string
  vatPercent: number
  vatCode: string
  description?: string
  dimensions: { name: string; item: string }[]
  /** True for a VAT line that gross calculation made. */
  generated?: true
}

export interface Voucher {
  netvisorKey: number
  number: number
  voucherClass: string
  voucherDate: string
  description?: string
  comment?: string
  calculationMode: 'net' | 'gross'
  status: 'valid' | 'invalidated'
  lines: Line[]
  receivedAt: string
}

export interface Payment {
  netvisorKey: number
  sumMinor: number
  currency: string
  date: string
  /** The document at which the request aimed. */
  target: { type: string; value: string }
  invoiceNumber?: string
  /** False where the invoice was paid already: the payment is kept, and pays nothing. */
  targeted: boolean
  reference?: string
  name: string
  method: { type: string; value: string; account?: string; receivablesAccount?: string }
  lines: Line[]
  voucherKey: number
  receivedAt: string
}

export interface Invoice {
  number: string
  reference?: string
  /** Minor units. */
  open: number
}

interface Arrived<Record> {
  record: Record
  /** The body, kept for the most recent ones. */
  raw?: string
}

export interface Company {
  id: string
  settings: CompanySettings
  lastKey: number
  vouchers: Map<number, Arrived<Voucher>>
  vouchersByDate: Map<string, Voucher[]>
  /** Voucher class → its highest number, and every number in use as `class/number`. */
  lastNumbers: Map<string, number>
  numbers: Set<string>
  payments: Arrived<Payment>[]
  paymentsByDate: Map<string, Payment[]>
  paymentsByInvoice: Map<string, Payment[]>
  invoices: Map<string, Invoice>
  invoicesByReference: Map<string, Invoice>
  /** `name/item` of every dimension item that was ever used. */
  dimensions: Set<string>
  recent: { raw?: string }[]
  /** Requests under way now. */
  underWay: number
  overlaps: number
  replays: number
}

export type Entry =
  | { t: 'settings'; company: string; settings: CompanySettings }
  | { t: 'voucher'; company: string; voucher: Voucher; raw: string }
  | { t: 'invalidated'; company: string; netvisorKey: number }
  | { t: 'payment'; company: string; payment: Payment; raw: string }
