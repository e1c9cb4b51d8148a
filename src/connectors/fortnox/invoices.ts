/**
 * The invoice that a payment pays: by Fortnox's own number, by the external reference under which another system made it,
 * or by its OCR number. Searches match beginnings, so what they find is compared again.
 */
import { type Json, textOf } from '../json.ts'
import type { Client } from './client.ts'
import { refused } from './errors.ts'
import type { PaymentBody } from './mapping.ts'

export interface Invoice {
  number: string
  booked: boolean
  cancelled: boolean
  /** Whether something is left to pay. */
  open: boolean
}

export async function invoicesOf(client: Client, payment: PaymentBody, signal: AbortSignal): Promise<Invoice[]> {
  if (payment.target === 'reference') return search(client, 'ocr', 'OCR', payment.reference ?? '', signal)
  const number = payment.invoiceNumber ?? ''
  const own = /^\d{1,15}$/.test(number) ? await search(client, 'documentnumber', 'DocumentNumber', number, signal) : []
  if (own.length > 0) return own
  return search(client, 'externalinvoicereference1', 'ExternalInvoiceReference1', number, signal)
}

/** The invoice that the payment is for. Refuses none, several, and one that is not booked yet. */
export function payableOf(invoices: Invoice[], payment: PaymentBody): Invoice {
  const named =
    payment.target === 'reference' ? `OCR number ${payment.reference}` : `invoice number ${payment.invoiceNumber}`
  const living = invoices.filter(({ cancelled }) => !cancelled)
  // One reference may stand on many invoices: the payment is for the one that is still open.
  const open = living.filter((invoice) => invoice.open)
  const [invoice, other] = living.length > 1 && open.length > 0 ? open : living
  if (invoice === undefined) {
    throw refused(
      'INVOICE_NOT_FOUND',
      `Fortnox has no invoice with the ${named}${invoices.length > 0 ? ' that is not cancelled' : ''}.`,
      'Make the invoice in Fortnox or correct the number; then retry.',
    )
  }
  if (other !== undefined) {
    throw refused(
      'INVOICE_AMBIGUOUS',
      `Fortnox has ${living.length} invoices with the ${named} (${living.map(({ number }) => number).join(', ')}).`,
      'Cancel the extra one in Fortnox, or submit the payment with a number that only one invoice has.',
    )
  }
  if (!invoice.booked) {
    throw refused(
      'INVOICE_UNFINISHED',
      `The invoice with the ${named} is not booked in Fortnox; it cannot be paid yet.`,
      'Book the invoice in Fortnox; then retry.',
    )
  }
  return invoice
}

async function search(
  client: Client,
  parameter: string,
  field: string,
  value: string,
  signal: AbortSignal,
): Promise<Invoice[]> {
  if (value === '') return []
  const found = await client.list('/invoices', 'Invoices', { [parameter]: value }, signal)
  return found.filter((invoice) => textOf(invoice[field]) === value).map(invoiceIn)
}

function invoiceIn(record: Json): Invoice {
  return {
    number: textOf(record['DocumentNumber']) ?? '',
    booked: record['Booked'] === true,
    cancelled: record['Cancelled'] === true,
    open: Number(record['Balance'] ?? 0) !== 0,
  }
}
