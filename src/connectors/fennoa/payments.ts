/** Payments of sales invoices: one request, found again by the marker in their description. */
import { amountOf, type Json, listOf, recordOf, textOf } from '../json.ts'
import { markerIn } from '../marker.ts'
import type { PlannedVoucher, RemoteVoucher, SendResult } from '../port.ts'
import { paymentForm } from './codec.ts'
import { refused } from './errors.ts'
import type { PaymentBody } from './mapping.ts'
import type { Context } from './statements.ts'

export async function sendPayment(
  { client, lookups }: Context,
  planned: PlannedVoucher,
  body: PaymentBody,
  signal: AbortSignal,
): Promise<SendResult> {
  await lookups.checkOpen(planned.date, signal)
  if ((await invoiceIdOf({ client }, body.invoiceNumber, signal)) === undefined) {
    throw refused(
      'INVOICE_NOT_FOUND',
      `Fennoa has no approved sales invoice with the number ${body.invoiceNumber}.`,
      'Make or approve the invoice in Fennoa, or correct the number; then retry. Where invoices are booked as statements, set payments STATEMENT.',
    )
  }
  const form = paymentForm({ ...body, date: planned.date })
  return { remoteId: await client.write('/sales_api/add/payment', form, signal), status: 'Approved' }
}

/** An invoice gets its number when it is approved, so one that is found by it is approved. */
async function invoiceIdOf(
  { client }: Pick<Context, 'client'>,
  number: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const found = recordOf(await client.readOne(`/sales_api/get/invoice_no/${encodeURIComponent(number)}`, signal))
  return textOf(recordOf(found['SalesInvoice'])['id'])
}

/** Payments of the planned day that carry the planned marker. */
export async function findPayments(
  { client }: Context,
  planned: PlannedVoucher,
  body: PaymentBody,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  const ofDay = await paymentsOf({ client }, planned.date, planned.date, signal)
  const exact = ofDay.filter(({ marker }) => marker === planned.marker)
  if (exact.length > 0 || ofDay.every(({ described }) => described)) return exact
  // Where the list shows no descriptions, every payment of the invoice with this sum could be the planned one.
  const invoiceId = await invoiceIdOf({ client }, body.invoiceNumber, signal)
  return ofDay.filter((one) => !one.described && one.invoiceId === invoiceId && one.total === planned.total)
}

export async function readBackPayments(
  { client }: Context,
  from: string,
  to: string,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  return paymentsOf({ client }, from, to, signal)
}

type Found = RemoteVoucher & { described: boolean; invoiceId: string | undefined }

async function paymentsOf(
  { client }: Pick<Context, 'client'>,
  from: string,
  to: string,
  signal: AbortSignal,
): Promise<Found[]> {
  return listOf(await client.read(`/sales_api/get/payments/${from}/${to}`, signal)).flatMap(paymentIn)
}

function paymentIn(record: Json): Found[] {
  const payment = recordOf(record['SalesInvoicePayment'])
  const invoice = recordOf(record['SalesInvoice'])
  const [remoteId, total] = [textOf(payment['id']), amountOf(payment['sum'])]
  if (remoteId === undefined || total === undefined) return []
  const marker = markerIn(textOf(payment['description']) ?? '')
  return [
    {
      remoteId,
      status: 'Approved',
      date: textOf(payment['date'])?.slice(0, 10) ?? '',
      ...(marker === undefined ? {} : { marker }),
      total,
      label: `payment ${remoteId} of invoice ${textOf(invoice['invoice_no'] ?? invoice['id']) ?? ''}`,
      described: 'description' in payment,
      invoiceId: textOf(invoice['id']),
    },
  ]
}
