/** The invoice that a payment pays: by Tripletex's own number, or by its KID. Searches may match parts, so they are compared. */
import { amountOf, type Json, listOf, recordOf, textOf } from '../json.ts'
import type { Client } from './client.ts'
import { refused } from './errors.ts'
import type { PaymentBody } from './mapping.ts'

/** The days that a search of invoices must name: all. */
const ALL_DAYS = { invoiceDateFrom: '2000-01-01', invoiceDateTo: '2100-01-01' }
const FIELDS =
  'id,invoiceNumber,kid,isCreditNote,isCredited,amountOutstanding,currency(code),postings(id,date,amount,voucher(id))'

/** Something that stands on the account of an invoice's customer: the invoice itself, or what was paid. */
export interface InvoicePosting {
  id: string
  date: string
  /** Minor units; a payment is below zero. */
  amount: bigint
  voucher: string
}

export interface Invoice {
  id: string
  number: string
  credited: boolean
  currency: string | undefined
  /** Whether something is left to pay. */
  open: boolean
  postings: InvoicePosting[]
}

export async function invoicesOf(client: Client, payment: PaymentBody, signal: AbortSignal): Promise<Invoice[]> {
  return payment.target === 'reference'
    ? search(client, 'kid', payment.reference ?? '', signal)
    : search(client, 'invoiceNumber', payment.invoiceNumber ?? '', signal)
}

async function search(client: Client, field: string, value: string, signal: AbortSignal): Promise<Invoice[]> {
  if (!/^\d{1,25}-?$/.test(value)) return []
  const found = await client.list('/invoice', { ...ALL_DAYS, [field]: value, fields: FIELDS }, signal)
  return found.filter((invoice) => textOf(invoice[field]) === value && invoice['isCreditNote'] !== true).map(invoiceIn)
}

export async function readInvoice(client: Client, id: string, signal: AbortSignal): Promise<Invoice> {
  const answer = await client.read(`/invoice/${id}?fields=${encodeURIComponent(FIELDS)}`, signal)
  return invoiceIn(recordOf(answer['value']))
}

/** The invoice that the payment is for. Refuses none, several, a credited one, and one in another currency. */
export function payableOf(invoices: Invoice[], payment: PaymentBody, currency: string): Invoice {
  const named = payment.target === 'reference' ? `KID ${payment.reference}` : `invoice number ${payment.invoiceNumber}`
  const living = invoices.filter(({ credited }) => !credited)
  // One KID may stand on many invoices: the payment is for the one that is still open.
  const open = living.filter((invoice) => invoice.open)
  const [invoice, other] = living.length > 1 && open.length > 0 ? open : living
  if (invoice === undefined) {
    throw refused(
      'INVOICE_NOT_FOUND',
      `Tripletex has no invoice with the ${named}${invoices.length > 0 ? ' that is not credited' : ''}.`,
      'Make the invoice in Tripletex, correct the number, or set payments VOUCHER; then retry.',
    )
  }
  if (other !== undefined) {
    throw refused(
      'INVOICE_AMBIGUOUS',
      `Tripletex has ${living.length} invoices with the ${named} (${living.map(({ number }) => number).join(', ')}).`,
      'Submit the payment with a number that only one invoice has.',
    )
  }
  if (invoice.currency !== undefined && invoice.currency !== currency) {
    throw refused(
      'CURRENCY_MISMATCH',
      `The invoice with the ${named} is in ${invoice.currency} in Tripletex; the payment is in ${currency}.`,
      'Register this payment in Tripletex, where its rate is known; then drop it here.',
    )
  }
  return invoice
}

function invoiceIn(record: Json): Invoice {
  return {
    id: textOf(record['id']) ?? '',
    number: textOf(record['invoiceNumber']) ?? '',
    credited: record['isCredited'] === true,
    currency: textOf(recordOf(record['currency'])['code']),
    open: Number(record['amountOutstanding'] ?? 0) !== 0,
    postings: listOf(record['postings']).map((posting) => ({
      id: textOf(posting['id']) ?? '',
      date: textOf(posting['date']) ?? '',
      amount: amountOf(posting['amount']) ?? 0n,
      voucher: textOf(recordOf(posting['voucher'])['id']) ?? '',
    })),
  }
}
