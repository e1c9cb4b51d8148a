/** /invoice: searched by number or KID, read, and paid by `:payment`, which books a separate voucher. */
import { isCivilDate } from '@saatava/core/dates.ts'
import { minorFromNumber } from '@saatava/core/money.ts'
import type { Answer } from '../kit/guard.ts'
import { invalid, notFound, pageOf, valueOf } from './answers.ts'
import { type Commit, type Company, type Invoice, nextId, type Voucher } from './books.ts'
import { MODELS } from './fields.ts'
import type { Call } from './guard.ts'
import { isClosed, paymentTypes } from './masters.ts'
import type { CompanySettings } from './settings.ts'
import { nextNumber, postingRecord } from './vouchers.ts'

/** The open amount of an invoice that was only asked for, major units. */
const AUTO_OPEN = 1_000_000
const RECEIVABLES = 1_500

export function listInvoices({ company, query }: Call, commit: Commit): Answer {
  for (const name of ['invoiceDateFrom', 'invoiceDateTo']) {
    if (!isCivilDate(query[name] ?? '')) return invalid(name, 'Kan ikke være null.')
  }
  const { invoiceNumber: number, kid } = query
  takeForInvoice(company, number, kid, commit)
  const found = [...company.invoices.values()].filter(
    (invoice) => (number === undefined || invoice.number === number) && (kid === undefined || invoice.kid === kid),
  )
  return pageOf(
    found.map((invoice) => invoiceRecord(company, invoice)),
    MODELS.invoice,
    query,
  )
}

export function readInvoice({ company, params, query }: Call): Answer {
  const invoice = company.invoices.get(Number(params['id']))
  return invoice === undefined ? notFound() : valueOf(invoiceRecord(company, invoice), MODELS.invoice, query)
}

export function payInvoice({ company, params, query, now }: Call, commit: Commit): Answer {
  const invoice = company.invoices.get(Number(params['id']))
  if (invoice === undefined) return notFound()
  const { paymentDate: date, paymentTypeId, paidAmount } = query
  if (date === undefined || !isCivilDate(date)) return invalid('paymentDate', 'Kan ikke være null.')
  if (isClosed(company.settings, date)) return invalid('paymentDate', 'Regnskapsperioden er lukket.')
  const type = paymentTypes(company).find(({ id }) => id === Number(paymentTypeId))
  if (type === undefined) return invalid('paymentTypeId', 'Den angitte betalingstypen må være en innbetaling.')
  const amount = Number(paidAmount ?? Number.NaN)
  const minor = minorFromNumber(amount)
  if (typeof minor !== 'bigint' || minor === 0n) return invalid('paidAmount', 'Ugyldig beløp.')
  if (invoice.credited) return invalid('id', `Faktura ${invoice.number} er kreditert.`)
  const common = { description: `Betaling: faktura ${invoice.number}`, vatType: 0, invoiceNumber: invoice.number }
  const voucher: Voucher = {
    ...{ id: nextId(company), number: nextNumber(company, date), date, externalVoucherNumber: '' },
    description: common.description,
    postings: [
      { id: nextId(company, 2), row: 1, account: Number(type.account), amount, amountGross: amount, ...common },
      { id: nextId(company, 3), row: 2, account: RECEIVABLES, amount: -amount, amountGross: -amount, ...common },
    ],
    invoice: invoice.id,
    paymentType: type.description,
    receivedAt: now.toISOString(),
    raw: new URLSearchParams({
      paymentDate: date,
      paymentTypeId: String(type.id),
      paidAmount: String(amount),
    }).toString(),
  }
  commit({ t: 'voucher', company: company.id, voucher })
  return valueOf(invoiceRecord(company, invoice), MODELS.invoice, {})
}

/** The invoices that new settings list, each with that much to pay from now on. */
export function listedInvoices(
  company: Company,
  { listedInvoices: listed = [] }: CompanySettings,
  commit: Commit,
): void {
  for (const { number, openSum, reference, credited = false, currency = 'NOK' } of listed) {
    const known = [...company.invoices.values()].find((invoice) => invoice.number === number)
    const invoice: Invoice = {
      ...{ id: known?.id ?? newId(company), number, open: Math.round(openSum * 100), credited, currency },
      ...(reference === undefined ? {} : { kid: reference }),
    }
    commit({ t: 'invoice', company: company.id, invoice })
  }
}

function newId(company: Company): number {
  return company.base + company.invoices.size + 1
}

// An unknown number becomes an invoice. One that is asked for by its KID gets a free number.
function takeForInvoice(company: Company, number: string | undefined, kid: string | undefined, commit: Commit): void {
  const text = number ?? kid
  if (company.settings.invoices === 'listed' || text === undefined || !/^\d{1,25}$/.test(text)) return
  const known = [...company.invoices.values()].some((invoice) =>
    number === undefined ? invoice.kid === kid : invoice.number === number,
  )
  if (known) return
  const id = newId(company)
  const common = { id, open: null, credited: false, currency: 'NOK' }
  const invoice: Invoice =
    number === undefined && kid !== undefined
      ? { ...common, number: String(90_000_000 + company.invoices.size), kid }
      : { ...common, number: text }
  commit({ t: 'invoice', company: company.id, invoice })
}

function invoiceRecord(company: Company, { id, number, kid = '', open, credited, currency }: Invoice): object {
  const payments = (company.paid.get(id) ?? []).flatMap((voucher) => company.vouchers.get(voucher) ?? [])
  return {
    ...{ id, invoiceNumber: Number(number), kid, isCreditNote: false, isCredited: credited },
    amountOutstanding: open === null ? AUTO_OPEN : open / 100,
    currency: { id: 1, code: currency },
    postings: payments.flatMap((voucher) =>
      voucher.postings
        .filter(({ account }) => account === RECEIVABLES)
        .map((posting) => postingRecord(company, voucher, posting)),
    ),
  }
}
