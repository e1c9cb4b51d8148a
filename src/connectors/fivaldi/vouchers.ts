/** Vouchers: sent, found again by the marker in the descriptions of their entries, and read back. */
import { addDays } from '@saatava/core/dates.ts'
import { amountOf, type Json, listOf, recordOf, textOf } from '../json.ts'
import { markerIn } from '../marker.ts'
import { debitOf } from '../parts.ts'
import type { PlannedVoucher, RemoteVoucher, SendResult } from '../port.ts'
import type { Client } from './client.ts'
import { voucherJson } from './codec.ts'
import type { Company } from './company.ts'
import { unclear } from './errors.ts'
import type { VoucherBody } from './mapping.ts'

const VOUCHERS = '/bookkeeping/vouchers'

export interface VoucherContext {
  client: Client
  company: Company
}

/** Looks at the months of all parts and at the voucher type, then stores one voucher with one request. */
export async function sendVoucher(
  { client, company }: VoucherContext,
  planned: PlannedVoucher,
  { kind, vatType, entries, dates }: VoucherBody,
  signal: AbortSignal,
): Promise<SendResult> {
  for (const date of dates) await company.checkOpen(date, signal)
  const typeId = await company.voucherType(kind, signal)
  const path = await company.path(VOUCHERS, signal)
  const json = voucherJson({ typeId, number: planned.marker, date: planned.date, vatType, entries })
  const remoteId = textOf(recordOf(await client.write(path, json, signal))['fivaldiVoucherNumber'])
  if (remoteId !== undefined) return { remoteId, status: 'Approved' }
  throw unclear('write', 'NO_ID', 'Fivaldi answered POST …/bookkeeping/vouchers with a success that names no voucher.')
}

/** Vouchers of the planned day whose entries carry the planned marker. */
export async function findVouchers(
  context: VoucherContext,
  { date, marker }: PlannedVoucher,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  const ofDay = await readBackVouchers(context, date, date, signal)
  return ofDay.filter((voucher) => voucher.marker === marker && voucher.status !== 'Invalidated')
}

/** Vouchers of the days, whoever made them. */
export async function readBackVouchers(
  { client, company }: VoucherContext,
  from: string,
  to: string,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  // The list is described as that of vouchers "after" one day and "before" another: a day more on each side is read.
  const query = { startDate: addDays(from, -1), endDate: addDays(to, 1) }
  const vouchers = listOf(await client.read(await company.path(VOUCHERS, signal), query, signal))
  return vouchers.flatMap(remoteOf).filter(({ date }) => from <= date && date <= to)
}

function remoteOf(voucher: Json): RemoteVoucher[] {
  const remoteId = textOf(voucher['voucherNumber'])
  if (remoteId === undefined) return []
  const entries = listOf(voucher['voucherEntries'])
  const lines = entries.map((entry) => ({
    account: textOf(entry['accountNumber']) ?? '',
    amount: amountOf(entry['amount']) ?? 0n,
  }))
  const marker = entries.map((entry) => markerIn(textOf(entry['description']) ?? '')).find((one) => one !== undefined)
  return [
    {
      remoteId,
      status: voucher['isDeleted'] === true ? 'Invalidated' : 'Approved',
      date: textOf(voucher['voucherDate']) ?? '',
      ...(marker === undefined ? {} : { marker }),
      total: debitOf(lines),
      lines,
      label: `voucher ${remoteId}`,
    },
  ]
}
