/** Payments: an invoice is marked paid, and the payment event is found again by the marker in its description. */
import { addDays, type CivilDate } from '@saatava/core/dates.ts'
import { ConnectorError } from '../errors.ts'
import { markerIn } from '../marker.ts'
import type { PlannedVoucher, RemoteVoucher, SendResult } from '../port.ts'
import type { Client } from './client.ts'
import { idOf, markPaidJson } from './codec.ts'
import { amountOf, type Json, recordOf, textOf } from '../json.ts'
import { unclear } from './errors.ts'
import { type Invoice, type InvoiceFinder, invoiceOf, payableOf } from './invoices.ts'
import { listAll } from './lists.ts'
import { checkPeriod, type Lookups } from './lookups.ts'
import type { PaymentBody } from './mapping.ts'

/** Paid invoices whose payment events one read-back looks through. */
const READ_BACK_INVOICES_MAX = 5_000
/** Requests of a read-back that run side by side; Procountor allows it, within its rate limit (60 a second, unofficially). */
const READ_BACK_PARALLEL = 4
/**
 * A payment changes its invoice's version when it is recorded, which may be before its payment date (a payment dated
 * ahead). Invoices are read from this many days before the first day asked for, or before today if that is earlier.
 */
const DATED_AHEAD_DAYS = 92
const GONE = new Set(['INVALIDATED', 'DELETED', 'PAYMENT_TRANSACTION_REMOVED', 'PAYMENT_DENIED'])

export interface PaymentContext {
  client: Client
  lookups: Lookups
  invoices: InvoiceFinder
}

/** Finds the invoice, then marks it paid with one request. */
export async function sendPayment(
  context: PaymentContext,
  planned: PlannedVoucher,
  body: PaymentBody,
  signal: AbortSignal,
): Promise<SendResult> {
  const { client, invoices, lookups } = context
  const invoice = payableOf(await invoices.find(body, planned.date, signal), body)
  await checkPeriod(lookups, planned.date, signal)
  const json = markPaidJson({ ...body, paymentDate: planned.date })
  const path = `/invoices/${invoice.id}/paymentevents/markpaid`
  try {
    const event = recordOf(await client.write('PUT', path, json, signal))
    const remote = remoteOf(event, invoice)
    if (remote !== undefined) return { remoteId: remote.remoteId, status: remote.status }
  } catch (error) {
    // The invoice is not what we took it for: it is searched for again next time.
    if (error instanceof ConnectorError && error.kind === 'refused') invoices.forget(body)
    throw invoiceGone(error, body)
  }
  throw unclear('write', 'NO_ID', 'Procountor answered markpaid with a success that names no payment event.')
}

function invoiceGone(error: unknown, body: PaymentBody): unknown {
  if (!(error instanceof ConnectorError) || error.code !== 'NOT_FOUND') return error
  return new ConnectorError('refused', 'INVOICE_NOT_FOUND', error.message, {
    advice: `Check that invoice ${body.invoiceNumber ?? body.reference} is still in Procountor; then retry.`,
    cause: error,
  })
}

/** Payment events with the planned marker, of every invoice the payment could be for. */
export async function findPayments(
  context: PaymentContext,
  planned: PlannedVoucher,
  body: PaymentBody,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  const found: RemoteVoucher[] = []
  for (const invoice of await context.invoices.find(body, planned.date, signal)) {
    const events = await eventsOf(context.client, invoice, signal)
    found.push(...events.filter(({ marker, status }) => marker === planned.marker && status !== 'Invalidated'))
  }
  return found
}

/**
 * Payment events of the days. Procountor lists them by invoice only: read are the invoices that are paid or partly paid
 * and have changed since some time before the first day. That marking paid renews an invoice's version is what the schema
 * says of every change; that no other state keeps payments is an assumption.
 */
export async function readBackPayments(
  client: Client,
  from: CivilDate,
  to: CivilDate,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  const today = client.now().toISOString().slice(0, 10)
  const query = {
    types: 'SALES_INVOICE',
    status: 'PARTLY_PAID,MARKED_PAID,PAID',
    versionStartDate: `${addDays(from < today ? from : today, -DATED_AHEAD_DAYS)}T00:00:00`,
  }
  const invoices = (await listAll(client, '/invoices', query, signal, READ_BACK_INVOICES_MAX)).map(invoiceOf)
  const events: RemoteVoucher[][] = []
  let next = 0
  const reader = async () => {
    for (let i = next++; i < invoices.length; i = next++) {
      const invoice = invoices[i]
      if (invoice !== undefined) events[i] = await eventsOf(client, invoice, signal)
    }
  }
  await Promise.all(Array.from({ length: READ_BACK_PARALLEL }, reader))
  return events.flat().filter(({ date }) => from <= date && date <= to)
}

async function eventsOf(client: Client, invoice: Invoice, signal: AbortSignal): Promise<RemoteVoucher[]> {
  const events = await listAll(client, `/invoices/${invoice.id}/paymentevents`, {}, signal)
  return events.map((event) => remoteOf(event, invoice)).filter((event) => event !== undefined)
}

function remoteOf(event: Json, invoice: Invoice): RemoteVoucher | undefined {
  const id = idOf(event)
  if (id === undefined) return undefined
  const marker = markerIn(textOf(event['description']) ?? '')
  // paidAmount is in the currency it was paid in, amount in the company's own.
  const total = amountOf(event['paidAmount']) ?? amountOf(event['amount'])
  return {
    remoteId: `${invoice.id}/${id}`,
    status: GONE.has(textOf(event['status']) ?? '') ? 'Invalidated' : 'Approved',
    date: textOf(event['paymentDate']) ?? '',
    ...(marker === undefined ? {} : { marker }),
    ...(total === undefined ? {} : { total }),
    label: `invoice ${invoice.number}`,
  }
}
