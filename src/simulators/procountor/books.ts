/**
 * The books of the simulated companies, and the entries they are made of: every change is one entry, appended to the
 * journal and then applied; replaying the journal makes the same books.
 */
import { type CompanyBooks, createCompanyBooks } from '../kit/company-books.ts'
import type { Company, Dimension, Entry, Invoice, Receipt } from './records.ts'

/** Records whose raw body is kept for inspection. */
const RAW_KEPT = 100

export type Books = CompanyBooks<Company, Entry>

export function createBooks(): Books {
  return createCompanyBooks(newCompany, applyTo)
}

function newCompany(id: string): Company {
  const open = (dimensionId: number, name: string): Dimension => ({
    id: dimensionId,
    name,
    open: true,
    items: new Map(),
    byCode: new Map(),
  })
  const openDimensions = new Map(
    [open(1, 'Cost center'), open(2, 'Project')].map((dimension) => [dimension.id, dimension]),
  )
  return {
    id,
    settings: {},
    lastId: 100_000,
    lastNumber: 0,
    lastVersionMs: 0,
    receipts: new Map(),
    byDate: new Map(),
    invoices: new Map(),
    byOriginal: new Map(),
    byNumber: new Map(),
    payments: [],
    dimensions: openDimensions,
    openDimensions,
    recent: [],
  }
}

function applyTo(company: Company, entry: Entry): void {
  switch (entry.t) {
    case 'settings':
      company.settings = entry.settings
      return setDimensions(company, entry.dimensions)
    case 'receipt':
      return addReceipt(company, entry.receipt, entry.raw)
    case 'changed':
      return changeReceipt(company, entry.receipt)
    case 'state': {
      const receipt = company.receipts.get(entry.id)?.record
      if (receipt === undefined) return
      receipt.status = entry.status
      receipt.version = entry.version
      return seen(company, 0, entry.version)
    }
    case 'invoice':
      return addInvoice(company, entry.invoice)
    case 'payment':
      return addPayment(company, entry)
    case 'item': {
      seen(company, entry.item.id)
      const dimension = company.openDimensions.get(entry.dimensionId)
      dimension?.items.set(entry.item.id, entry.item)
      dimension?.byCode.set(entry.item.codeName, entry.item.id)
      return
    }
    default:
      return entry satisfies never
  }
}

function addReceipt(company: Company, receipt: Receipt, raw: string): void {
  const arrived = { record: receipt, receivedAt: receipt.created, raw }
  company.receipts.set(receipt.id, arrived)
  dated(company, receipt.receiptDate).add(receipt.id)
  keepRaw(company, arrived)
  company.lastNumber = Math.max(company.lastNumber, receipt.receiptNumber)
  seen(company, Math.max(receipt.invoiceId, ...receipt.transactions.map(({ id }) => id ?? 0)), receipt.version)
}

function changeReceipt(company: Company, receipt: Receipt): void {
  const arrived = company.receipts.get(receipt.id)
  if (arrived === undefined) return
  dated(company, arrived.record.receiptDate).delete(receipt.id)
  dated(company, receipt.receiptDate).add(receipt.id)
  arrived.record = receipt
  seen(company, Math.max(...receipt.transactions.map(({ id }) => id ?? 0)), receipt.version)
}

function addInvoice(company: Company, fields: Omit<Invoice, 'events'>): void {
  const known = company.invoices.get(fields.id)
  const invoice = { ...fields, events: known?.events ?? [] }
  company.invoices.set(invoice.id, invoice)
  company.byOriginal.set(invoice.originalInvoiceNumber, invoice)
  company.byNumber.set(invoice.invoiceNumber, invoice)
  company.lastNumber = Math.max(company.lastNumber, invoice.invoiceNumber)
  seen(company, invoice.id, invoice.version)
}

function addPayment(company: Company, entry: Extract<Entry, { t: 'payment' }>): void {
  const { event } = entry
  const invoice = company.invoices.get(event.invoiceId)
  if (invoice !== undefined) {
    invoice.events.push(event)
    invoice.paid += Math.round(event.paidAmount * 100)
    invoice.status = entry.invoiceStatus
    invoice.version = entry.version
  }
  const arrived = { record: event, receivedAt: event.receivedAt, raw: entry.raw }
  company.payments.push(arrived)
  keepRaw(company, arrived)
  seen(company, event.id, entry.version)
}

function setDimensions(company: Company, listed: Extract<Entry, { t: 'settings' }>['dimensions']): void {
  if (listed === undefined) {
    company.dimensions = company.openDimensions
    return
  }
  company.dimensions = new Map(
    listed.map(({ id, name, items }) => [
      id,
      {
        id,
        name,
        open: false,
        items: new Map(items.map((item) => [item.id, item])),
        byCode: new Map(items.map((item) => [item.codeName, item.id])),
      },
    ]),
  )
  seen(company, Math.max(0, ...listed.flatMap(({ id, items }) => [id, ...items.map((item) => item.id)])))
}

function dated(company: Company, date: string): Set<number> {
  const ids = company.byDate.get(date) ?? new Set()
  company.byDate.set(date, ids)
  return ids
}

function keepRaw(company: Company, arrived: { raw?: string }): void {
  company.recent.push(arrived)
  if (company.recent.length > RAW_KEPT) delete company.recent.shift()?.raw
}

// Counters are not entries: they follow from what has been seen.
function seen(company: Company, id: number, version?: string): void {
  company.lastId = Math.max(company.lastId, id)
  if (version !== undefined)
    company.lastVersionMs = Math.max(company.lastVersionMs, Date.parse(`${version.replace('Z', '')}Z`))
}

/** The next id of anything in a company. */
export function nextId(company: Company): number {
  company.lastId += 1
  return company.lastId
}

/** A version later than every version before it. */
export function nextVersion(company: Company, now: Date): string {
  company.lastVersionMs = Math.max(now.getTime(), company.lastVersionMs + 1)
  return new Date(company.lastVersionMs).toISOString().slice(0, -1)
}
