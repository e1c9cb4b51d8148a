/**
 * The invoice a payment is for. Procountor searches by the biller's number (originalInvoiceNumber) and by its own; it has
 * no search by bank reference, so an invoice is then searched for by likely numbers, and after that among all invoices of
 * a span of days, whose references are read and kept for a while.
 */
import { LRUCache } from 'lru-cache'
import { addDays, type CivilDate } from '@saatava/core/dates.ts'
import { cached, type Cached } from '../cache.ts'
import type { Client } from './client.ts'
import { idOf } from './codec.ts'
import { type Json, listOf, recordOf, textOf } from '../json.ts'
import { refused } from './errors.ts'
import { listAll } from './lists.ts'
import type { PaymentBody } from './mapping.ts'
import { comparableReference, likelyInvoiceNumbers } from './references.ts'

/** How long a found invoice is kept: long enough for the payments of a batch, short enough for its state. */
const FOUND_TTL_MS = 60_000
const FOUND_MAX = 1_000
/** Invoices whose references are read for one search by reference. */
const REFERENCE_INVOICES_MAX = 5_000
const DETAILS_AT_ONCE = 100
/** Days after a payment within which its invoice may be dated: bills are paid before they are dated, if seldom. */
const DATED_AFTER_DAYS = 31
/** Procountor's invoiceNumber and ids are 32 bits wide. */
const INT32_MAX = 2_147_483_647
const ORIGINAL_NUMBER_MAX = 40

export interface Invoice {
  id: number
  status: string
  number: string
}

export interface InvoiceFinder {
  /** Every invoice the payment could be for, whatever its state; empty when there is none. */
  find(payment: PaymentBody, date: CivilDate, signal: AbortSignal): Promise<Invoice[]>
  forget(payment: PaymentBody): void
}

export function createInvoiceFinder(client: Client, referenceSearchDays: number): InvoiceFinder {
  const found = new LRUCache<string, { invoices: Invoice[]; at: number }>({ max: FOUND_MAX })
  const indexes = new LRUCache<string, Cached<Map<string, Invoice[]>>>({ max: 4 })
  const indexOf = (date: CivilDate) => {
    // By month, so that payments of neighbouring days share what was read.
    const month = `${date.slice(0, 7)}-01`
    const known = indexes.get(month)
    if (known !== undefined) return known
    const span = { from: addDays(month, -referenceSearchDays), to: addDays(month, 31 + DATED_AFTER_DAYS) }
    const index = cached((signal) => readReferences(client, span, signal), client.now)
    indexes.set(month, index)
    return index
  }
  return {
    async find(payment, date, signal) {
      const key = keyOf(payment)
      const now = client.now().getTime()
      const known = found.get(key)
      if (known !== undefined && now - known.at < FOUND_TTL_MS) return known.invoices
      const invoices =
        payment.target === 'reference'
          ? await byReference(client, payment, indexOf(date), signal)
          : await byNumber(client, payment.invoiceNumber ?? '', signal)
      // When there are several, the state decides which is meant, so several are read again each time.
      if (invoices.length === 1) found.set(key, { invoices, at: now })
      return invoices
    },
    forget(payment) {
      found.delete(keyOf(payment))
    },
  }
}

/** The one invoice to pay, out of all that were found. Refuses none, several, and one that is not approved yet. */
export function payableOf(invoices: Invoice[], payment: PaymentBody): Invoice {
  const named =
    payment.target === 'reference' ? `bank reference ${payment.reference}` : `invoice number ${payment.invoiceNumber}`
  const living = invoices.filter(({ status }) => !DEAD.has(status))
  // One reference may stand on many invoices (a rent): the payment is for the one that is still open.
  const open = living.filter(({ status }) => !PAID.has(status))
  const [invoice, other] = living.length > 1 && open.length > 0 ? open : living
  if (invoice === undefined) {
    throw refused(
      'INVOICE_NOT_FOUND',
      `Procountor has no sales invoice with the ${named}${invoices.length > 0 ? ' that is not invalidated' : ''}.`,
      'Make the invoice in Procountor or correct the number; then retry.',
    )
  }
  if (other !== undefined) {
    const numbers = living.map(({ number, id }) => number || `id ${id}`).join(', ')
    throw refused(
      'INVOICE_AMBIGUOUS',
      `Procountor has ${living.length} sales invoices with the ${named} (${numbers}).`,
      'Invalidate the extra one in Procountor, or submit the payment with a number that only one invoice has.',
    )
  }
  if (invoice.status === 'UNFINISHED') {
    throw refused(
      'INVOICE_UNFINISHED',
      `The invoice with the ${named} is unfinished in Procountor; an unfinished invoice cannot be paid.`,
      'Approve the invoice in Procountor; then retry.',
    )
  }
  return invoice
}

const PAID = new Set(['PAID', 'MARKED_PAID'])
const DEAD = new Set(['INVALIDATED', 'DELETED', 'OVERRIDDEN', 'EMPTY', 'UNSAVED'])

async function byNumber(client: Client, number: string, signal: AbortSignal): Promise<Invoice[]> {
  const original =
    number.length > ORIGINAL_NUMBER_MAX ? [] : await search(client, { originalInvoiceNumber: number }, signal)
  const exact = original.filter((invoice) => textOf(invoice['originalInvoiceNumber'])?.trim() === number)
  if (exact.length > 0) return exact.map(invoiceOf)
  if (!/^\d{1,10}$/.test(number) || Number(number) > INT32_MAX) return []
  const own = await search(client, { invoiceNumber: String(Number(number)) }, signal)
  return own.filter((invoice) => invoice['invoiceNumber'] === Number(number)).map(invoiceOf)
}

async function byReference(
  client: Client,
  payment: PaymentBody,
  index: Cached<Map<string, Invoice[]>>,
  signal: AbortSignal,
): Promise<Invoice[]> {
  const wanted = comparableReference(payment.reference ?? '')
  const meant = async (invoices: Invoice[], number?: string) => {
    const read = [...(await referencesOf(client, invoices, signal))]
    // An invoice without a reference, that the payment itself names by number, is the one that is meant.
    const named = number !== undefined && number === payment.invoiceNumber
    return read.filter(([, ref]) => ref === wanted || (ref === '' && named)).map(([invoice]) => invoice)
  }
  const own = payment.invoiceNumber === undefined ? [] : [payment.invoiceNumber]
  for (const number of new Set([...own, ...likelyInvoiceNumbers(wanted)])) {
    const invoices = await meant(await byNumber(client, number, signal), number)
    if (invoices.length > 0) return invoices
  }
  const indexed = (await index.get(signal)).get(wanted) ?? (await index.get(signal, FOUND_TTL_MS)).get(wanted) ?? []
  // Read once more, one by one: what was indexed a while ago may have been paid or invalidated since.
  return meant(indexed)
}

async function readReferences(
  client: Client,
  span: { from: CivilDate; to: CivilDate },
  signal: AbortSignal,
): Promise<Map<string, Invoice[]>> {
  const query = { types: 'SALES_INVOICE', startDate: span.from, endDate: span.to }
  const invoices = await listAll(client, '/invoices', query, signal, REFERENCE_INVOICES_MAX)
  const index = new Map<string, Invoice[]>()
  for (const [invoice, reference] of await referencesOf(client, invoices.map(invoiceOf), signal)) {
    if (reference !== '') index.set(reference, [...(index.get(reference) ?? []), invoice])
  }
  return index
}

/** The invoices as they are now, each with its comparable bank reference; empty where it has none. */
async function referencesOf(client: Client, invoices: Invoice[], signal: AbortSignal): Promise<Map<Invoice, string>> {
  const references = new Map<Invoice, string>()
  for (let i = 0; i < invoices.length; i += DETAILS_AT_ONCE) {
    const some = invoices.slice(i, i + DETAILS_AT_ONCE)
    const answer = await client.read(`/invoices/${some.map(({ id }) => id).join(',')}`, signal)
    const several = listOf(answer, 'results', 'invoices')
    const byId = new Map((several.length > 0 ? several : [recordOf(answer)]).map((record) => [idOf(record), record]))
    for (const invoice of some) {
      const record = byId.get(invoice.id) ?? {}
      const reference = textOf(recordOf(record['paymentInfo'])['bankReferenceCode']) ?? ''
      references.set({ ...invoice, status: textOf(record['status']) ?? invoice.status }, comparableReference(reference))
    }
  }
  return references
}

async function search(client: Client, filter: Record<string, string>, signal: AbortSignal): Promise<Json[]> {
  return listAll(client, '/invoices', { types: 'SALES_INVOICE', ...filter }, signal)
}

export function invoiceOf(record: Json): Invoice {
  return {
    id: idOf(record) ?? 0,
    status: textOf(record['status']) ?? '',
    number: textOf(record['originalInvoiceNumber']) ?? textOf(record['invoiceNumber']) ?? '',
  }
}

function keyOf(payment: PaymentBody): string {
  return JSON.stringify([payment.target, payment.invoiceNumber, payment.reference])
}
