/**
 * Payments of invoices: stored, then booked by a second call. No field of a payment takes a free text, so a payment is
 * found again by its invoice, day and amount, as far as no other document has claimed it.
 */
import type { CivilDate } from '@saatava/core/dates.ts'
import { amountOf, type Json, recordOf, textOf } from '../json.ts'
import type { PlannedVoucher, RemoteVoucher, SendResult } from '../port.ts'
import type { Client } from './client.ts'
import { invoicePaymentJson } from './codec.ts'
import { unclear } from './errors.ts'
import { invoicesOf, payableOf } from './invoices.ts'
import type { PaymentBody } from './mapping.ts'
import type { PeriodBook } from './periods.ts'

export interface PaymentContext {
  client: Client
  periods: PeriodBook
  bookkeep: boolean
}

export async function sendPayment(
  { client, periods, bookkeep }: PaymentContext,
  planned: PlannedVoucher,
  body: PaymentBody,
  signal: AbortSignal,
): Promise<SendResult> {
  await periods.yearOf(planned.date, signal)
  const invoice = payableOf(await invoicesOf(client, body, signal), body)
  const { amount, mode, account } = body
  const json = invoicePaymentJson({
    invoiceNumber: invoice.number,
    amount,
    date: planned.date,
    ...(mode === undefined ? {} : { mode }),
    ...(account === undefined ? {} : { account }),
  })
  const stored = recordOf((await client.write('POST', '/invoicepayments', json, signal))['InvoicePayment'])
  const remoteId = textOf(stored['Number'])
  if (remoteId === undefined) {
    throw unclear('write', 'NO_ID', 'Fortnox answered POST /invoicepayments with a success that names no payment.')
  }
  if (stored['Booked'] === true) return { remoteId, status: 'Approved' }
  return { remoteId, status: bookkeep ? await booked(client, remoteId, signal) : 'Draft' }
}

// The payment is stored whatever the outcome of booking it: that must never be an error of the send. Where the outcome is
// not clear the payment itself says it; where even that fails it is called what it certainly is.
async function booked(client: Client, number: string, signal: AbortSignal): Promise<'Approved' | 'Draft'> {
  const path = `/invoicepayments/${encodeURIComponent(number)}`
  try {
    await client.write('PUT', `${path}/bookkeep`, undefined, signal)
    return 'Approved'
  } catch {
    try {
      return statusOf(recordOf((await client.read(path, signal))['InvoicePayment']))
    } catch {
      return 'Draft'
    }
  }
}

/** Every payment that could be the planned one: of its invoice, on its day, of its amount. */
export async function findPayments(
  client: Client,
  planned: PlannedVoucher,
  body: PaymentBody,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  const found: RemoteVoucher[] = []
  for (const { number } of await invoicesOf(client, body, signal)) {
    const payments = await client.list('/invoicepayments', 'InvoicePayments', { invoicenumber: number }, signal)
    found.push(...payments.filter((payment) => textOf(payment['InvoiceNumber']) === number).flatMap(remoteOf))
  }
  return found.filter(({ date, total }) => date === planned.date && total === planned.total)
}

/** Payments of the days. The list takes no days, so all payments are read; each page holds 500. */
export async function readBackPayments(
  client: Client,
  from: CivilDate,
  to: CivilDate,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  const all = await client.list('/invoicepayments', 'InvoicePayments', {}, signal)
  return all.flatMap(remoteOf).filter(({ date }) => from <= date && date <= to)
}

function remoteOf(payment: Json): RemoteVoucher[] {
  const remoteId = textOf(payment['Number'])
  const total = amountOf(payment['Amount'])
  if (remoteId === undefined || total === undefined) return []
  return [
    {
      remoteId,
      status: statusOf(payment),
      date: textOf(payment['PaymentDate']) ?? '',
      total,
      label: `payment ${remoteId} of invoice ${textOf(payment['InvoiceNumber'])}`,
    },
  ]
}

function statusOf(payment: Json): 'Approved' | 'Draft' {
  return payment['Booked'] === true ? 'Approved' : 'Draft'
}
