/** `GET /invoices/booked`, searched. */
import type { Answer, Call } from '../kit/guard.ts'
import type { Commit, Company, Invoice } from './books.ts'
import { filtered } from './entries.ts'
import type { CompanySettings } from './settings.ts'

const FILTERS = ['bookedInvoiceNumber', 'customer.customerNumber', 'date', 'references.other']
/** The sum that an invoice shows as unpaid which was only asked for. */
const AUTO_REMAINDER = 1_000_000
const AUTO_CUSTOMER = 1

export function listInvoices({ company, query }: Call<Company>, commit: Commit): Answer {
  takeForInvoice(company, query['filter'] ?? '', commit)
  const isRefused = company.settings.otherReferences === 'refused'
  const filters = isRefused ? FILTERS.filter((name) => name !== 'references.other') : FILTERS
  return filtered([...company.invoices.values()].map(invoiceAnswer), query, filters)
}

/** The invoices that new settings list, each with that much to pay from now on. */
export function listedInvoices(
  company: Company,
  { listedInvoices: listed = [] }: CompanySettings,
  commit: Commit,
): void {
  for (const { number, openSum, customer = AUTO_CUSTOMER, ...more } of listed) {
    const invoice: Invoice = { number, customer, ...more, open: Math.round(openSum * 100) }
    commit({ t: 'invoice', company: company.id, invoice })
  }
}

// An unknown number becomes a booked invoice. One that is asked for by its reference gets a free number.
function takeForInvoice(company: Company, filter: string, commit: Commit): void {
  if (company.settings.invoices === 'listed') return
  const number = /^bookedInvoiceNumber\$eq:([1-9]\d{0,8})$/.exec(filter)?.[1]
  if (number !== undefined && !company.invoices.has(number)) {
    commit({ t: 'invoice', company: company.id, invoice: { number, customer: AUTO_CUSTOMER, open: null } })
  }
  const reference = /^references\.other\$eq:([A-Za-z0-9 -]+)$/.exec(filter)?.[1]
  if (reference === undefined || [...company.invoices.values()].some((one) => one.reference === reference)) return
  const invoice = { number: String(90_000_000 + company.invoices.size), reference, customer: AUTO_CUSTOMER, open: null }
  commit({ t: 'invoice', company: company.id, invoice })
}

function invoiceAnswer({ number, reference, customer, open }: Invoice): Record<string, unknown> {
  return {
    bookedInvoiceNumber: Number(number),
    customer: { customerNumber: customer },
    remainder: open === null ? AUTO_REMAINDER : open / 100,
    ...(reference === undefined ? {} : { references: { other: reference } }),
  }
}
