/** Ledger receipts: sent, approved, found again by the marker in their name, and read back. */
import { addDays, type CivilDate } from '@saatava/core/dates.ts'
import { ConnectorError } from '../errors.ts'
import { markerIn } from '../marker.ts'
import type { PlannedVoucher, RemoteVoucher, SendResult } from '../port.ts'
import type { Client } from './client.ts'
import { idOf, receiptJson } from './codec.ts'
import { amountOf, type Json, listOf, recordOf, textOf } from '../json.ts'
import type { DimensionBook } from './dimensions.ts'
import { unclear } from './errors.ts'
import { listAll } from './lists.ts'
import { checkPeriod, checkVat, type Lookups } from './lookups.ts'
import { debitOf, type ReceiptBody } from './mapping.ts'
import type { ProcountorSettings } from './settings.ts'

/** Days one read-back may span. */
const READ_BACK_DAYS_MAX = 400
/** Receipts asked for in one GET /ledgerreceipts/{ids}; the schema allows 200. */
const DETAILS_AT_ONCE = 100

export interface ReceiptContext {
  client: Client
  lookups: Lookups
  dimensions: DimensionBook
  settings: ProcountorSettings
}

/** Checks the document against the company, then stores one receipt with one request (and approves it, if it is to be). */
export async function sendReceipt(
  context: ReceiptContext,
  body: ReceiptBody,
  signal: AbortSignal,
): Promise<SendResult> {
  const { client, dimensions } = context
  // The first part speaks for all: nothing of a document is stored when a part of it would be refused.
  for (const part of body === body.parts[0] ? body.parts : [body]) {
    await checkPeriod(context.lookups, part.receipt.receiptDate, signal)
    await checkVat(context.lookups, part.receipt, signal)
    if (part !== body) await dimensions.resolve(part.items, signal)
  }
  const json = receiptJson(body.receipt, await dimensions.resolve(body.items, signal))
  const path = `/ledgerreceipts?createReconciliation=${body.reconcile}`
  const stored = recordOf(await client.write('POST', path, json, signal))
  const id = idOf(stored)
  if (id === undefined) {
    throw unclear('write', 'NO_ID', 'Procountor answered POST /ledgerreceipts with a success that names no receipt.')
  }
  const status = statusOf(stored)
  return {
    remoteId: String(id),
    status: context.settings.approval === 'APPROVE' && status === 'Draft' ? await approve(client, id, signal) : status,
  }
}

// The receipt is stored whatever the outcome of the approval: it must never be an error of the send. Where the outcome is
// not clear the receipt itself says it; where even that fails it is called what it certainly is.
async function approve(client: Client, id: number, signal: AbortSignal): Promise<'Approved' | 'Draft'> {
  try {
    await client.write('PUT', `/ledgerreceipts/${id}/approve`, undefined, signal)
    return 'Approved'
  } catch {
    try {
      return statusOf(recordOf(await client.read(`/ledgerreceipts/${id}`, signal))) === 'Approved'
        ? 'Approved'
        : 'Draft'
    } catch {
      return 'Draft'
    }
  }
}

/** Receipts of the planned day whose name carries the planned marker; invalidated and deleted ones are not there. */
export async function findReceipts(
  client: Client,
  planned: PlannedVoucher,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  const ofDay = await journalsOf(client, planned.date, signal)
  return ofDay.map(remoteOf).filter(({ marker, status }) => marker === planned.marker && status !== 'Invalidated')
}

/** Journals of the days, our own and others; our own with their debit side. Day by day, so that order by id is all the order. */
export async function readBackReceipts(
  client: Client,
  from: CivilDate,
  to: CivilDate,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  if (to > addDays(from, READ_BACK_DAYS_MAX)) {
    throw new ConnectorError('refused', 'TOO_MANY_DAYS', `${from} – ${to} is more than ${READ_BACK_DAYS_MAX} days.`, {
      advice: `Ask for at most ${READ_BACK_DAYS_MAX} days at a time.`,
    })
  }
  const records: Json[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) records.push(...(await journalsOf(client, day, signal)))
  const receipts = records.map(remoteOf)
  const rows = await rowsOf(
    client,
    receipts.filter(({ marker }) => marker !== undefined),
    signal,
  )
  return receipts.map((receipt) => {
    const lines = rows.get(receipt.remoteId)
    if (lines === undefined) return receipt
    return { ...receipt, lines, total: debitOf(lines.map(({ amount: value }) => ({ value }))) }
  })
}

async function journalsOf(client: Client, date: CivilDate, signal: AbortSignal): Promise<Json[]> {
  return listAll(client, '/ledgerreceipts', { startDate: date, endDate: date, types: 'JOURNAL' }, signal)
}

// A search returns no sums. How several receipts are wrapped in one answer is not published: a bare array, a list by a
// name and a single record are all read. Whether VAT that Procountor derives comes back as rows is not published either:
// it is taken that what is read back are the rows that were sent, and a reconciliation row.
async function rowsOf(
  client: Client,
  receipts: RemoteVoucher[],
  signal: AbortSignal,
): Promise<Map<string, NonNullable<RemoteVoucher['lines']>>> {
  const rows = new Map<string, NonNullable<RemoteVoucher['lines']>>()
  for (let i = 0; i < receipts.length; i += DETAILS_AT_ONCE) {
    const ids = receipts.slice(i, i + DETAILS_AT_ONCE).map(({ remoteId }) => remoteId)
    const answer = await client.read(`/ledgerreceipts/${ids.join(',')}`, signal)
    const several = listOf(answer, 'results', 'ledgerReceipts')
    for (const record of several.length > 0 ? several : [recordOf(answer)]) {
      const entries = listOf(record['transactions'])
        .filter((entry) => entry['transactionType'] !== 'RECONCILIATION_ENTRY')
        .map((entry) => ({
          account: textOf(entry['account']) ?? '',
          amount: amountOf(entry['accountingValue']) ?? 0n,
        }))
      const id = idOf(record)
      if (id !== undefined) rows.set(String(id), entries)
    }
  }
  return rows
}

function remoteOf(record: Json): RemoteVoucher {
  const name = textOf(record['name']) ?? ''
  const marker = markerIn(name)
  const number = textOf(record['receiptNumber'])
  return {
    remoteId: String(idOf(record) ?? ''),
    status: statusOf(record),
    date: textOf(record['receiptDate']) ?? '',
    ...(marker === undefined ? {} : { marker }),
    label: number === undefined ? name : `${number} ${name}`,
  }
}

function statusOf(record: Json): RemoteVoucher['status'] {
  const status = record['status']
  if (status === 'APPROVED') return 'Approved'
  return status === 'INVALIDATED' || status === 'DELETED' ? 'Invalidated' : 'Draft'
}
