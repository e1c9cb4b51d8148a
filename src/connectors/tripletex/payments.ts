/**
 * Payments that are registered on invoices. No field of a payment takes a text, so a payment is found again by its
 * invoice, day and amount, as far as no other document has claimed it. Its id is that of the voucher Tripletex makes of it.
 */
import { addDays } from '@saatava/core/dates.ts'
import { minorToText } from '@saatava/core/money.ts'
import { ConnectorError } from '../errors.ts'
import { amountOf, type Json, recordOf, textOf } from '../json.ts'
import { markerIn } from '../marker.ts'
import type { PlannedVoucher, RemoteVoucher, SendResult } from '../port.ts'
import type { Client } from './client.ts'
import { refused, unclear } from './errors.ts'
import { type InvoicePosting, invoicesOf, payableOf, readInvoice } from './invoices.ts'
import type { Lookups } from './lookups.ts'
import type { PaymentBody } from './mapping.ts'
import type { PeriodBook } from './periods.ts'
import type { TripletexSettings } from './settings.ts'

/** Accounts of the customer ledger in the Norwegian standard chart. */
const RECEIVABLES = { accountNumberFrom: '1500', accountNumberTo: '1599' }

export interface PaymentContext {
  client: Client
  lookups: Lookups
  periods: PeriodBook
  settings: TripletexSettings
}

export async function sendPayment(
  { client, lookups, periods, settings }: PaymentContext,
  planned: PlannedVoucher,
  body: PaymentBody,
  signal: AbortSignal,
): Promise<SendResult> {
  await periods.check(planned.date, signal)
  const paymentTypeId = await paymentTypeOf(lookups, settings, body, signal)
  const invoice = payableOf(await invoicesOf(client, body, signal), body, settings.companyCurrency)
  const before = new Set(invoice.postings.map(({ id }) => id))
  const query = new URLSearchParams({
    ...{ paymentDate: planned.date, paymentTypeId, paidAmount: minorToText(body.amount) },
  })
  await client.write('PUT', `/invoice/${invoice.id}/:payment?${query.toString()}`, undefined, signal)
  // The answer names the invoice, not the payment: that is what is new on the invoice now.
  const now = await readAgain(client, invoice.id, signal)
  const made = now.postings.find((posting) => !before.has(posting.id) && isThe(planned, posting))
  if (made !== undefined) return { remoteId: made.voucher, status: 'Approved' }
  throw unclear('write', 'NO_ID', `Tripletex took a payment of invoice ${invoice.number}, and does not show it.`)
}

// The payment stands already: a failure here must not count as "nothing was sent".
async function readAgain(client: Client, id: string, signal: AbortSignal) {
  try {
    return await readInvoice(client, id, signal)
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    throw unclear('write', error.code, `The payment was registered, and then: ${error.message}`)
  }
}

async function paymentTypeOf(
  lookups: Lookups,
  settings: TripletexSettings,
  { type, account }: PaymentBody,
  signal: AbortSignal,
): Promise<string> {
  const types = await lookups.paymentTypes.get(signal)
  const wanted = type ?? settings.paymentType
  const byAccount = type === undefined ? types.find(({ debitAccount }) => debitAccount === account) : undefined
  const found = (account === undefined ? undefined : byAccount) ?? types.find(({ name }) => name === wanted)
  if (found !== undefined) return found.id
  lookups.paymentTypes.drop()
  throw refused(
    'PAYMENT_METHOD_UNKNOWN',
    `Tripletex has no payment type “${wanted}”; it has ${types.map(({ name }) => `“${name}”`).join(', ')}.`,
    'Correct mappings.paymentMethods or the setting paymentType; then retry.',
  )
}

/** Every payment that could be the planned one: of its invoice, on its day, of its amount. */
export async function findPayments(
  client: Client,
  planned: PlannedVoucher,
  body: PaymentBody,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  const invoices = await invoicesOf(client, body, signal)
  return invoices.flatMap(({ number, postings }) =>
    postings
      .filter((posting) => isThe(planned, posting))
      .map((posting) => remoteOf({ ...posting, invoiceNumber: number })),
  )
}

function isThe({ date, total }: PlannedVoucher, posting: InvoicePosting): boolean {
  return posting.date === date && posting.amount === -total
}

/** Payments of the days: credits of an invoice on receivables, in vouchers that Saatava did not make. */
export async function readBackPayments(
  client: Client,
  from: string,
  to: string,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  const fields = 'id,date,amount,invoiceNumber,voucher(id,externalVoucherNumber)'
  const query = { dateFrom: from, dateTo: addDays(to, 1), ...RECEIVABLES, fields }
  const postings = await client.list('/ledger/posting', query, signal)
  return postings.filter(isPayment).map((posting) =>
    remoteOf({
      id: textOf(posting['id']) ?? '',
      date: textOf(posting['date']) ?? '',
      amount: amountOf(posting['amount']) ?? 0n,
      voucher: textOf(recordOf(posting['voucher'])['id']) ?? '',
      invoiceNumber: textOf(posting['invoiceNumber']) ?? '',
    }),
  )
}

function isPayment(posting: Json): boolean {
  const own = markerIn(textOf(recordOf(posting['voucher'])['externalVoucherNumber']) ?? '')
  return (
    own === undefined && (amountOf(posting['amount']) ?? 0n) < 0n && (textOf(posting['invoiceNumber']) ?? '') !== ''
  )
}

function remoteOf({ voucher, date, amount, invoiceNumber }: InvoicePosting & { invoiceNumber: string }): RemoteVoucher {
  return {
    remoteId: voucher,
    status: 'Approved',
    date,
    total: -amount,
    label: `payment of invoice ${invoiceNumber}`,
  }
}
