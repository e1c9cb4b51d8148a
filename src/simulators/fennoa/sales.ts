/** /sales_api: invoices by number, and their payments. */
import { isCivilDate } from '@saatava/core/dates.ts'
import type { Answer } from '../kit/guard.ts'
import { complain, major, minorIn, ok, stored } from './answers.ts'
import type { Commit, Company, Invoice, Payment } from './books.ts'
import { formOf } from './form.ts'
import type { Call } from './guard.ts'
import { type CompanySettings, lockedUntil } from './settings.ts'
import { lockOf } from './statements.ts'

const FIELDS = ['invoice_no', 'payment_date', 'sum', 'payment_type', 'is_factoring', 'description']
const PAYMENT_TYPES = [1, 2, 3, 4, 5, 6, 7, 8, 9]
/** The sum that an invoice shows as due which was only asked for. */
const AUTO_DUE = 1_000_000

export function readInvoice({ company, params }: Call, commit: Commit): Answer {
  const invoice = invoiceOf(company, params['number'] ?? '', commit)
  if (invoice?.approved !== true) return complain(['Invoice not found'], 404)
  const paid = company.payments.filter(({ invoiceId }) => invoiceId === invoice.id)
  const due = invoice.open === null ? AUTO_DUE : major(invoice.open)
  const total = major(paid.reduce((sum, one) => sum + one.sum, 0))
  return ok({
    SalesInvoice: {
      ...{ id: invoice.id, invoice_no: invoice.number, invoice_type_id: 1 },
      ...{ total_due: due, total_paid: total, banking_reference: invoice.reference ?? '' },
    },
    Currency: { code: 'EUR' },
    SalesInvoicePayment: paid.map((one) => paymentAnswer(one, company.settings)),
  })
}

export async function addPayment(call: Call, commit: Commit): Promise<Answer> {
  const { company, now } = call
  const { fields, raw } = await formOf(call)
  const field = (name: string) => fields.get(name) ?? ''
  const unknown = [...fields.keys()].find((name) => !FIELDS.includes(name))
  if (unknown !== undefined) return complain({ [unknown]: ['Unknown field'] })
  const invoice = invoiceOf(company, field('invoice_no'), commit)
  if (invoice?.approved !== true) return complain({ invoice_no: ['Invoice not found'] })
  const date = field('payment_date')
  if (!isCivilDate(date)) return complain({ payment_date: ['Please enter a valid date'] })
  const lock = salesLockOf(company.settings, date)
  if (lock !== undefined) return complain({ payment_date: [lock] })
  const sum = minorIn(field('sum'))
  if (sum === undefined || sum === 0) return complain({ sum: ['Please enter a sum with at most 2 decimals'] })
  const { paymentTypes = PAYMENT_TYPES } = company.settings
  if (!paymentTypes.includes(Number(field('payment_type'))))
    return complain({ payment_type: ['Payment type not found'] })
  const payment: Payment = {
    ...{ id: 1 + company.payments.length, invoiceId: invoice.id, date, sum, type: field('payment_type') },
    ...{ factoring: field('is_factoring') || '0', description: field('description') },
    ...{ receivedAt: now.toISOString(), raw },
  }
  commit({ t: 'payment', company: company.id, payment })
  return stored(payment.id)
}

/** A filter stands in the path: created_after:2026-02-01. */
export function listPayments({ company, params }: Call): Answer {
  const { from = '', to = '', '*': filter = '' } = params
  const after = /^created_after:(.+)$/.exec(filter)?.[1]
  if (!isCivilDate(from) || !isCivilDate(to) || (after !== undefined && !isCivilDate(after)))
    return complain(['Please enter valid dates'])
  if (filter !== '' && after === undefined) return complain([`Unknown filter ${filter}`])
  const found = company.payments.filter(
    ({ date, receivedAt }) => from <= date && date <= to && (after === undefined || receivedAt.slice(0, 10) > after),
  )
  const byId = new Map([...company.invoices.values()].map((invoice) => [invoice.id, invoice]))
  return ok(
    found.map((payment) => {
      const invoice = byId.get(payment.invoiceId)
      return {
        SalesInvoicePayment: paymentAnswer(payment, company.settings),
        SalesInvoice: { id: payment.invoiceId, banking_reference: invoice?.reference ?? '' },
      }
    }),
  )
}

/** The invoices that new settings list, each with that much to pay from now on. */
export function listInvoices(company: Company, { listedInvoices: listed = [] }: CompanySettings, commit: Commit): void {
  for (const { number, openSum, approved = true, reference } of listed) {
    const id = company.invoices.get(number)?.id ?? nextId(company)
    const open = Math.round(openSum * 100)
    const invoice = { id, number, open, approved, ...(reference === undefined ? {} : { reference }) }
    commit({ t: 'invoice', company: company.id, invoice })
  }
}

function invoiceOf(company: Company, number: string, commit: Commit): Invoice | undefined {
  const known = company.invoices.get(number)
  if (known !== undefined || company.settings.invoices === 'listed' || !/^[\w-]{1,20}$/.test(number)) return known
  commit({ t: 'invoice', company: company.id, invoice: { id: nextId(company), number, open: null, approved: true } })
  return company.invoices.get(number)
}

function nextId(company: Company): number {
  return 100 + company.invoices.size
}

function salesLockOf(settings: CompanySettings, date: string): string | undefined {
  const locked = lockedUntil(settings.salesClosedBefore)
  if (locked !== undefined && date <= locked) return `Sales invoices are locked until ${locked}`
  return lockOf(settings, date)
}

// PHP writes decimals of its database as texts.
function paymentAnswer(
  { id, date, sum, type, description }: Payment,
  { paymentDescriptions }: CompanySettings,
): object {
  const text = paymentDescriptions === false ? {} : { description }
  return { id, date, sum: major(sum).toFixed(4), payment_type: type, ...text }
}
