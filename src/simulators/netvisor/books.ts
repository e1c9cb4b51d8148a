/** The books of simulated companies. Everything that changes them is an entry, which is also what the journal holds. */
import type { CompanySettings } from './settings.ts'

export interface Line {
  sum: string
  accountNumber: string
  vatPercent: string
  /** NONE where there is no VAT handling. */
  vatCode: string
  description: string
  dimensions: { name: string; item: string }[]
  /** Booked by the system itself: VAT and rounding of a gross voucher. */
  generated?: boolean
}

export interface Voucher {
  netvisorKey: number
  number: number
  voucherClass: string
  voucherDate: string
  description: string
  comment: string
  calculationMode: string
  status: 'valid' | 'invalidated'
  lines: Line[]
  receivedAt: string
  raw?: string
}

export interface Payment {
  netvisorKey: number
  sum: string
  currency: string
  date: string
  name: string
  invoiceNumber: string
  reference: string
  method: string
  /** False where the invoice was paid already: Netvisor then keeps the payment without a target. */
  targeted: boolean
  lines: Line[]
  receivedAt: string
  raw?: string
}

export type Entry =
  | { type: 'voucher'; company: string; voucher: Voucher }
  | { type: 'payment'; company: string; payment: Payment }
  | { type: 'settings'; company: string; settings: CompanySettings }
  | { type: 'invalidated'; company: string; netvisorKey: number }

export interface Company {
  id: string
  settings: CompanySettings
  vouchers: Voucher[]
  vouchersByDate: Map<string, Voucher[]>
  payments: Payment[]
  paymentsByInvoice: Map<string, Payment[]>
  /** Minor units paid so far, by invoice number. */
  paid: Map<string, bigint>
  /** A request of this company is under way. */
  busy: boolean
  overlaps: number
  replays: number
}

export interface Books {
  companies: Map<string, Company>
  companyOf(id: string): Company
  apply(entry: Entry): void
  nextKey(): number
}

export function createBooks(): Books {
  const companies = new Map<string, Company>()
  let lastKey = 1000

  function companyOf(id: string): Company {
    let company = companies.get(id)
    if (company === undefined) {
      company = {
        id,
        settings: {},
        vouchers: [],
        vouchersByDate: new Map(),
        payments: [],
        paymentsByInvoice: new Map(),
        paid: new Map(),
        busy: false,
        overlaps: 0,
        replays: 0,
      }
      companies.set(id, company)
    }
    return company
  }

  return {
    companies,
    companyOf,
    nextKey: () => ++lastKey,
    apply(entry) {
      const company = companyOf(entry.company)
      switch (entry.type) {
        case 'voucher':
          lastKey = Math.max(lastKey, entry.voucher.netvisorKey)
          company.vouchers.push(entry.voucher)
          push(company.vouchersByDate, entry.voucher.voucherDate, entry.voucher)
          break
        case 'payment': {
          const { payment } = entry
          lastKey = Math.max(lastKey, payment.netvisorKey)
          company.payments.push(payment)
          push(company.paymentsByInvoice, payment.invoiceNumber, payment)
          const minor = BigInt(payment.sum.replace('.', ''))
          if (payment.targeted)
            company.paid.set(payment.invoiceNumber, (company.paid.get(payment.invoiceNumber) ?? 0n) + minor)
          break
        }
        case 'settings':
          company.settings = { ...company.settings, ...entry.settings }
          break
        case 'invalidated': {
          const voucher = company.vouchers.find((candidate) => candidate.netvisorKey === entry.netvisorKey)
          if (voucher) voucher.status = 'invalidated'
          break
        }
        default:
          entry satisfies never
      }
    },
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
