/**
 * The invoice that a payment pays: by e-conomic's own number, or by the other reference (`references.other`) under which
 * another system made it. Filters ignore case, so what they find is compared again.
 */
import { ConnectorError } from '../errors.ts'
import { type Json, recordOf, textOf } from '../json.ts'
import type { Client } from './client.ts'
import { refused } from './errors.ts'
import type { PaymentBody } from './mapping.ts'

export interface Invoice {
  number: string
  customer: string
  /** Whether something is left to pay. */
  open: boolean
}

export async function invoiceOf(client: Client, payment: PaymentBody, signal: AbortSignal): Promise<Invoice> {
  const { target, reference, invoiceNumber } = payment
  const named = target === 'reference' ? `reference ${reference}` : `invoice number ${invoiceNumber}`
  const found = await invoicesOf(client, payment, signal)
  // One reference may stand on many invoices: the payment is for the one that is still open.
  const open = found.filter((invoice) => invoice.open)
  const [invoice, other] = found.length > 1 && open.length > 0 ? open : found
  if (invoice === undefined) {
    throw refused(
      'INVOICE_NOT_FOUND',
      `e-conomic has no booked invoice with the ${named}.`,
      'Book the invoice in e-conomic or correct the number; or set payments FINANCE_VOUCHER, where invoices are made elsewhere; then retry.',
    )
  }
  if (other !== undefined) {
    throw refused(
      'INVOICE_AMBIGUOUS',
      `e-conomic has ${found.length} invoices with the ${named} (${found.map(({ number }) => number).join(', ')}).`,
      'Submit the payment with the number of one invoice.',
    )
  }
  return invoice
}

async function invoicesOf(client: Client, payment: PaymentBody, signal: AbortSignal): Promise<Invoice[]> {
  if (payment.target === 'reference') return byReference(client, payment.reference ?? '', signal)
  const number = payment.invoiceNumber ?? ''
  if (!/^[1-9]\d{0,8}$/.test(number)) return byReference(client, number, signal)
  const own = await client.list('/invoices/booked', `bookedInvoiceNumber$eq:${number}`, signal)
  const invoices = own.flatMap(invoiceIn).filter((invoice) => invoice.number === number)
  return invoices.length > 0 ? invoices : byReference(client, number, signal)
}

async function byReference(client: Client, reference: string, signal: AbortSignal): Promise<Invoice[]> {
  if (reference === '') return []
  const filter = `references.other$eq:${escaped(reference)}`
  const found = await client.list('/invoices/booked', filter, signal).catch(whereNotSearchable)
  return found.filter((invoice) => textOf(recordOf(invoice['references'])['other']) === reference).flatMap(invoiceIn)
}

// That e-conomic takes this filter is not confirmed. Where it does not, the payment must fail, and not wait for ever.
function whereNotSearchable(error: unknown): Json[] {
  if (error instanceof ConnectorError && error.code === 'HTTP_400') return []
  throw error
}

/** A text within a filter: signs with a meaning there are escaped with "$". */
function escaped(text: string): string {
  return text.replaceAll(/[$()*,[\]]/g, '$$$&')
}

function invoiceIn(record: Json): Invoice[] {
  const number = textOf(record['bookedInvoiceNumber'])
  const customer = textOf(recordOf(record['customer'])['customerNumber'])
  if (number === undefined || customer === undefined) return []
  return [{ number, customer, open: Number(record['remainder'] ?? 0) !== 0 }]
}
