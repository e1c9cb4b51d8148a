/** /invoices, searched; /invoicepayments: stored, booked, listed. */
import { isCivilDate } from '@saatava/core/dates.ts'
import { minorFromNumber } from '@saatava/core/money.ts'
import type { Answer } from '../kit/guard.ts'
import { CODE, complain, created, ok, pageOf, recordIn, shown } from './answers.ts'
import type { Commit, Company, Invoice, Payment } from './books.ts'
import type { Call } from './guard.ts'
import type { CompanySettings } from './settings.ts'
import { lockOf } from './vouchers.ts'

const FIELDS = [
  ...['InvoiceNumber', 'Amount', 'AmountCurrency', 'CurrencyRate', 'PaymentDate', 'ModeOfPayment'],
  ...['ModeOfPaymentAccount', 'WriteOffs', 'ExternalInvoiceReference1', 'ExternalInvoiceReference2'],
]
/** The balance that an invoice shows which was only asked for. */
const AUTO_BALANCE = 1_000_000

/** Searches match beginnings, as the real ones do. */
export function listInvoices({ company, query }: Call, commit: Commit): Answer {
  const { documentnumber: number, externalinvoicereference1: external, ocr } = query
  takeForInvoice(company, number ?? ocr, ocr !== undefined, commit)
  const found = [...company.invoices.values()].filter(
    (invoice) =>
      (number === undefined || invoice.number.startsWith(number)) &&
      (external === undefined || (invoice.external ?? '').startsWith(external)) &&
      (ocr === undefined || (invoice.reference ?? '').startsWith(ocr)),
  )
  return pageOf('Invoices', found.map(invoiceAnswer), query)
}

export function createPayment({ company, body, now }: Call, commit: Commit): Answer {
  const sent = recordIn(body, 'InvoicePayment')
  if ('code' in sent) return sent
  const { record, raw } = sent
  const unknown = Object.keys(record).find((name) => !FIELDS.includes(name))
  if (unknown !== undefined) return complain(`Felaktigt fältnamn (${unknown})`, CODE.FIELD)
  const invoice = company.invoices.get(shown(record['InvoiceNumber']))
  if (invoice === undefined) return complain('Kunde inte hitta faktura.')
  if (invoice.cancelled) return complain(`Faktura ${invoice.number} är makulerad`)
  if (!invoice.booked) return complain(`Faktura ${invoice.number} är inte bokförd`)
  const { PaymentDate: date, Amount: amount, ModeOfPayment: mode, ModeOfPaymentAccount: account } = record
  if (typeof date !== 'string' || !isCivilDate(date)) return complain('Ogiltigt datum (PaymentDate)')
  const lock = lockOf(company.settings, date)
  if (lock !== undefined) return complain(lock)
  const minor = typeof amount === 'number' ? minorFromNumber(amount) : 'NOT_FINITE'
  if (typeof minor !== 'bigint' || minor === 0n)
    return complain(`Värdet måste vara numeriskt (Amount)`, CODE.NOT_NUMERIC)
  const { modesOfPayment, missingAccounts } = company.settings
  if (mode !== undefined && (typeof mode !== 'string' || modesOfPayment?.includes(mode) === false)) {
    return complain(`Betalningssätt ${shown(mode)} finns inte`)
  }
  if (account !== undefined && (!isAccount(account) || missingAccounts?.includes(shown(account)) === true)) {
    return complain(`Kunde inte hitta konto ${shown(account)}`, CODE.ACCOUNT)
  }
  const payment: Payment = {
    Number: String(company.payments.size + 1),
    InvoiceNumber: invoice.number,
    Amount: Number(amount),
    PaymentDate: date,
    ...(mode === undefined ? {} : { ModeOfPayment: mode }),
    ...(account === undefined ? {} : { ModeOfPaymentAccount: Number(account) }),
    Booked: false,
    receivedAt: now.toISOString(),
    raw,
  }
  commit({ t: 'payment', company: company.id, payment })
  return created({ InvoicePayment: paymentAnswer(company, payment) })
}

export function bookPayment({ company, params }: Call, commit: Commit): Answer {
  const payment = company.payments.get(params['number'] ?? '')
  if (payment === undefined) return complain('Kan inte hitta betalningen.', CODE.OTHER, 404)
  if (payment.Booked) return complain('Betalningen är redan bokförd.')
  const lock = lockOf(company.settings, payment.PaymentDate)
  if (lock !== undefined) return complain(lock)
  commit({ t: 'booked', company: company.id, number: payment.Number })
  return ok({ InvoicePayment: paymentAnswer(company, payment) })
}

export function readPayment({ company, params }: Call): Answer {
  const payment = company.payments.get(params['number'] ?? '')
  return payment === undefined
    ? complain('Kan inte hitta betalningen.', CODE.OTHER, 404)
    : ok({ InvoicePayment: paymentAnswer(company, payment) })
}

export function listPayments({ company, query }: Call): Answer {
  const number = query['invoicenumber']
  const found = [...company.payments.values()].filter(
    ({ InvoiceNumber }) => number === undefined || InvoiceNumber.startsWith(number),
  )
  return pageOf(
    'InvoicePayments',
    found.map((payment) => paymentAnswer(company, payment)),
    query,
  )
}

/** The invoices that new settings list, each with that much to pay from now on. */
export function listedInvoices(
  company: Company,
  { listedInvoices: listed = [] }: CompanySettings,
  commit: Commit,
): void {
  for (const { number, openSum, booked = true, cancelled = false, currency = 'SEK', ...more } of listed) {
    const invoice: Invoice = { number, ...more, open: Math.round(openSum * 100), booked, cancelled, currency }
    commit({ t: 'invoice', company: company.id, invoice })
  }
}

// An unknown number becomes a booked invoice. One that is asked for by its OCR number gets a free number.
function takeForInvoice(company: Company, text: string | undefined, isOcr: boolean, commit: Commit): void {
  if (company.settings.invoices === 'listed' || text === undefined || !/^\d{1,15}$/.test(text)) return
  const known = isOcr
    ? [...company.invoices.values()].some(({ reference }) => reference === text)
    : company.invoices.has(text)
  if (known) return
  const number = isOcr ? String(90_000_000 + company.invoices.size) : text
  const invoice: Invoice = {
    ...{ number, open: null, booked: true, cancelled: false, currency: 'SEK' },
    ...(isOcr ? { reference: text } : {}),
  }
  commit({ t: 'invoice', company: company.id, invoice })
}

function invoiceAnswer({ number, reference, external, open, booked, cancelled, currency }: Invoice) {
  return {
    DocumentNumber: number,
    OCR: reference ?? '',
    ExternalInvoiceReference1: external ?? '',
    Balance: open === null ? AUTO_BALANCE : open / 100,
    Booked: booked,
    Cancelled: cancelled,
    Currency: currency,
  }
}

function paymentAnswer(company: Company, { receivedAt: _at, raw: _raw, InvoiceNumber: number, ...payment }: Payment) {
  const currency = company.invoices.get(number)?.currency ?? 'SEK'
  return {
    ...payment,
    InvoiceNumber: Number(number),
    Currency: currency,
    CurrencyRate: 1,
    CurrencyUnit: 1,
    Source: 'manual',
  }
}

function isAccount(value: unknown): boolean {
  return /^[1-9]\d{3}$/.test(shown(value))
}
