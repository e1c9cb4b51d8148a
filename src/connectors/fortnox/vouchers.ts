/** Vouchers: sent, found again by the marker in their description, and read back. */
import type { CivilDate } from '@saatava/core/dates.ts'
import { ConnectorError } from '../errors.ts'
import { amountOf, type Json, listOf, recordOf, textOf } from '../json.ts'
import { markerIn } from '../marker.ts'
import type { PlannedVoucher, RemoteVoucher, SendResult } from '../port.ts'
import type { Client } from './client.ts'
import { voucherJson } from './codec.ts'
import { unclear } from './errors.ts'
import type { VoucherBody } from './mapping.ts'
import type { PeriodBook } from './periods.ts'

/** Vouchers whose rows one read-back reads; each is a call within the limit of five a second. */
const ROWS_READ_MAX = 2_000

export interface VoucherContext {
  client: Client
  periods: PeriodBook
}

/** Looks at the periods of all parts, then stores one voucher with one request. */
export async function sendVoucher(
  { client, periods }: VoucherContext,
  { voucher, dates }: VoucherBody,
  signal: AbortSignal,
): Promise<SendResult> {
  for (const date of dates) await periods.yearOf(date, signal)
  // Without the year, Fortnox books into the year that a person has selected.
  const year = await periods.yearOf(voucher.date, signal)
  const answer = await client.write('POST', `/vouchers?financialyear=${year}`, voucherJson(voucher), signal)
  const remoteId = idOf(recordOf(answer['Voucher']))
  if (remoteId !== undefined) return { remoteId, status: 'Approved' }
  throw unclear('write', 'NO_ID', 'Fortnox answered POST /vouchers with a success that names no voucher.')
}

/** Vouchers of the planned day whose description carries the planned marker. */
export async function findVouchers(
  context: VoucherContext,
  planned: PlannedVoucher,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  const ofDay = await vouchersOf(context, planned.date, planned.date, signal)
  return ofDay.flatMap(remoteOf).filter(({ marker }) => marker === planned.marker)
}

/** Vouchers of the days, our own and others; our own with their rows. */
export async function readBackVouchers(
  context: VoucherContext,
  from: CivilDate,
  to: CivilDate,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  const vouchers = (await vouchersOf(context, from, to, signal)).flatMap(remoteOf)
  const ours = vouchers.filter(({ marker }) => marker !== undefined)
  if (ours.length > ROWS_READ_MAX) {
    throw new ConnectorError('refused', 'TOO_MANY_RECORDS', `${from} – ${to} holds ${ours.length} of our vouchers.`, {
      advice: `Ask for fewer days at a time: at most ${ROWS_READ_MAX} vouchers are read with their rows.`,
    })
  }
  const lines = new Map<string, RemoteVoucher['lines']>()
  for (const { remoteId } of ours) {
    const [series = '', number = '', year = ''] = remoteId.split('-')
    const path = `/vouchers/${encodeURIComponent(series)}/${number}?financialyear=${year}`
    const answer = await context.client.read(path, signal)
    lines.set(remoteId, linesOf(recordOf(answer['Voucher'])))
  }
  return vouchers.map((voucher) => {
    const own = lines.get(voucher.remoteId)
    if (own === undefined) return voucher
    const total = own.reduce((sum, { amount }) => (amount > 0n ? sum + amount : sum), 0n)
    return { ...voucher, lines: own, total }
  })
}

// Numbers begin again in each financial year: a list is of one year.
async function vouchersOf(
  { client, periods }: VoucherContext,
  from: CivilDate,
  to: CivilDate,
  signal: AbortSignal,
): Promise<Json[]> {
  const { years } = await periods.all.get(signal)
  const found: Json[] = []
  for (const year of years) {
    if (year.to < from || year.from > to) continue
    const query = { financialyear: year.id, fromdate: from, todate: to }
    found.push(...(await client.list('/vouchers', 'Vouchers', query, signal)))
  }
  return found
}

function idOf(voucher: Json): string | undefined {
  const parts = [voucher['VoucherSeries'], voucher['VoucherNumber'], voucher['Year']].map(textOf)
  return parts.includes(undefined) ? undefined : parts.join('-')
}

function remoteOf(voucher: Json): RemoteVoucher[] {
  const remoteId = idOf(voucher)
  if (remoteId === undefined) return []
  const marker = markerIn(textOf(voucher['Description']) ?? '')
  return [
    {
      remoteId,
      status: 'Approved',
      date: textOf(voucher['TransactionDate']) ?? '',
      ...(marker === undefined ? {} : { marker }),
      label: `${textOf(voucher['VoucherSeries'])}${textOf(voucher['VoucherNumber'])}`,
    },
  ]
}

function linesOf(voucher: Json): { account: string; amount: bigint }[] {
  return listOf(voucher['VoucherRows'])
    .filter((row) => row['Removed'] !== true)
    .map((row) => ({
      account: textOf(row['Account']) ?? '',
      amount: (amountOf(row['Debit']) ?? 0n) - (amountOf(row['Credit']) ?? 0n),
    }))
}
