/**
 * Vouchers: sent, found again by the marker in the texts of their entries, and read back. A voucher waits in its journal
 * until somebody books the journal; then its entries stand in the accounting year, under the same number.
 */
import { amountOf, type Json, listOf, recordOf, textOf } from '../json.ts'
import { idempotencyKeyOf, markerIn } from '../marker.ts'
import { debitOf } from '../parts.ts'
import type { PlannedVoucher, RemoteVoucher, SendResult } from '../port.ts'
import type { Client } from './client.ts'
import { voucherJson } from './codec.ts'
import { unclear } from './errors.ts'
import { invoiceOf } from './invoices.ts'
import type { PaymentBody, VoucherBody } from './mapping.ts'
import { type PeriodBook, yearInPath, yearsBetween } from './periods.ts'
import type { EconomicSettings } from './settings.ts'

export interface VoucherContext {
  client: Client
  /** The OpenAPI of journals, which books them. */
  journals: Client
  periods: PeriodBook
  settings: EconomicSettings
}

/** Looks at the periods of all parts, then stores one voucher with one request. */
export async function sendVoucher(
  context: VoucherContext,
  planned: PlannedVoucher,
  body: VoucherBody | PaymentBody,
  signal: AbortSignal,
): Promise<SendResult> {
  const { client, periods, settings } = context
  const dates = body.kind === 'voucher' ? body.dates : [planned.date]
  for (const date of dates) await periods.yearOf(date, signal)
  const year = await periods.yearOf(planned.date, signal)
  const { journal, currency } = body
  const voucher = { year, journal, currency, date: planned.date, finance: [], payments: [] }
  const json = voucherJson(
    body.kind === 'voucher'
      ? { ...voucher, finance: body.entries }
      : { ...voucher, payments: [await customerPayment(client, body, signal)] },
  )
  const key = settings.idempotencyKey ? idempotencyKeyOf(planned) : undefined
  const number = numberIn(await client.write(`/journals/${journal}/vouchers`, json, key, signal))
  if (number === undefined) {
    throw unclear(
      'write',
      'NO_ID',
      'e-conomic answered POST /journals/…/vouchers with a success that names no voucher.',
    )
  }
  const remoteId = `${year}-${number}`
  return { remoteId, status: settings.bookJournal ? await booked(context, planned, body, signal) : 'Draft' }
}

async function customerPayment(client: Client, body: PaymentBody, signal: AbortSignal) {
  const { amount, money: contraAccount, text } = body
  const { customer, number: invoice } = await invoiceOf(client, body, signal)
  return { customer, invoice, amount, contraAccount, text }
}

// The voucher is stored whatever the outcome of booking the journal: that must never be an error of the send. Where the
// outcome is not clear the voucher itself says it; where even that fails it is called what it certainly is.
async function booked(
  context: VoucherContext,
  planned: PlannedVoucher,
  { journal }: VoucherBody | PaymentBody,
  signal: AbortSignal,
): Promise<RemoteVoucher['status']> {
  try {
    await context.journals.write(`/journals/${journal}/book`, '', undefined, signal)
    return 'Approved'
  } catch {
    try {
      return (await findVouchers(context, planned, signal))[0]?.status ?? 'Draft'
    } catch {
      return 'Draft'
    }
  }
}

/** Vouchers of the planned day whose entries carry the planned marker. */
export async function findVouchers(
  context: VoucherContext,
  planned: PlannedVoucher,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  const { date, marker } = planned
  const found = await vouchersOf(context, { from: date, to: date, marker }, signal)
  return found.map(({ voucher }) => voucher).filter((voucher) => voucher.marker === marker)
}

/** Vouchers of the days, our own and others'. Customer payments are payments; so are others where payments are vouchers. */
export async function readBackVouchers(
  context: VoucherContext,
  question: { kind: 'ledger' | 'payment'; from: string; to: string },
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  const customerPayments = question.kind === 'payment' && context.settings.payments === 'CUSTOMER_PAYMENT'
  const found = await vouchersOf(context, question, signal)
  return found.filter(({ isPayment }) => isPayment === customerPayments).map(({ voucher }) => voucher)
}

interface Question {
  from: string
  to: string
  /** Entries of a journal can be searched for it. */
  marker?: string
}

interface Found {
  isPayment: boolean
  voucher: RemoteVoucher
}

// All journals are looked at, because the settings may have named another one when the voucher was sent. They are read
// first: a voucher that is booked in between is found at its second place.
async function vouchersOf(context: VoucherContext, question: Question, signal: AbortSignal): Promise<Found[]> {
  const { client, periods } = context
  const { from, to, marker } = question
  const years = await yearsBetween(periods, from, to, signal)
  const days = from === to ? `date$eq:${from}` : `date$gte:${from}$and:date$lte:${to}`
  const drafts: Found[] = []
  for (const record of await client.list('/journals', undefined, signal)) {
    const journal = textOf(record['journalNumber']) ?? ''
    const filter = marker === undefined ? days : `${days}$and:text$like:${marker}`
    const entries = await client.list(`/journals/${journal}/entries`, filter, signal)
    const yearAt = (date: string) => years.find((year) => year.from <= date && date <= year.to)?.year
    const byVoucher = Map.groupBy(entries, (entry) =>
      idOf(yearAt(textOf(entry['date']) ?? ''), recordOf(entry['voucher'])['voucherNumber']),
    )
    for (const [id, own] of byVoucher) if (id !== '') drafts.push(draftOf(id, own, context.settings))
  }
  const booked: Found[] = []
  for (const { year } of years) {
    const entries = await client.list(`/accounting-years/${yearInPath(year)}/entries`, days, signal)
    const byVoucher = Map.groupBy(entries, (entry) => idOf(year, entry['voucherNumber']))
    for (const [id, own] of byVoucher) if (id !== '') booked.push(bookedOf(id, own))
  }
  // Two journals may number alike, so a number alone does not make a draft and a booked voucher the same one.
  const keyOf = ({ voucher: { remoteId, marker = '' } }: Found) => `${remoteId} ${marker}`
  const atSecondPlace = new Set(booked.map(keyOf))
  return [...drafts.filter((draft) => !atSecondPlace.has(keyOf(draft))), ...booked]
}

function idOf(year: string | undefined, number: unknown): string {
  const text = textOf(number)
  return year === undefined || text === undefined ? '' : `${year}-${text}`
}

// An entry of a journal names one account, its VAT code, and perhaps a contra account. The accounts of VAT and of the
// customer are known only once it is booked, so its lines are shown from then on.
function draftOf(id: string, entries: Json[], { customerPaymentSign }: EconomicSettings): Found {
  const amounts = entries.map((entry) => ({ amount: amountOf(entry['amount']) ?? 0n }))
  const isPayment = entries.some(isCustomerPayment)
  const paid = amounts.reduce((sum, { amount }) => sum + amount, 0n)
  const total = isPayment ? (customerPaymentSign === 'MINUS' ? -paid : paid) : debitOf(amounts)
  return { isPayment, voucher: { ...shared(id, entries), status: 'Draft', total } }
}

function bookedOf(id: string, entries: Json[]): Found {
  const lines = entries.map((entry) => ({
    account: textOf(recordOf(entry['account'])['accountNumber']) ?? '',
    amount: amountOf(entry['amount']) ?? 0n,
  }))
  const isPayment = entries.some(isCustomerPayment)
  return { isPayment, voucher: { ...shared(id, entries), status: 'Approved', total: debitOf(lines), lines } }
}

function isCustomerPayment(entry: Json): boolean {
  return textOf(entry['entryType']) === 'customerPayment'
}

function shared(id: string, entries: Json[]): Pick<RemoteVoucher, 'remoteId' | 'date' | 'label' | 'marker'> {
  const marker = entries.map((entry) => markerIn(textOf(entry['text']) ?? '')).find((one) => one !== undefined)
  return {
    remoteId: id,
    date: textOf(entries[0]?.['date']) ?? '',
    label: `voucher ${id}`,
    ...(marker === undefined ? {} : { marker }),
  }
}

/** The number in the answer to a new voucher, which is a list of one. */
function numberIn(answer: unknown): string | undefined {
  const [voucher = recordOf(answer)] = listOf(answer)
  const entries = recordOf(voucher['entries'])
  const first = listOf(entries, 'financeVouchers', 'customerPayments')[0] ?? {}
  return textOf(voucher['voucherNumber']) ?? textOf(recordOf(first['voucher'])['voucherNumber'])
}
