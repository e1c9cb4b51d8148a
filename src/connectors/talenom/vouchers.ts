/** Vouchers: sent with an id that follows from their content, found by that id and by the marker, and read back. */
import { amountOf, type Json, listOf, textOf } from '../json.ts'
import { idempotencyKeyOf, markerIn } from '../marker.ts'
import { debitOf } from '../parts.ts'
import type { PlannedVoucher, RemoteVoucher, SendResult } from '../port.ts'
import type { Client } from './client.ts'
import { type Voucher, voucherJson } from './codec.ts'
import type { TalenomSettings } from './settings.ts'

export async function sendVoucher(
  client: Client,
  planned: PlannedVoucher,
  { voucherIds }: Pick<TalenomSettings, 'voucherIds'>,
  signal: AbortSignal,
): Promise<SendResult> {
  const voucher = planned.body as Voucher
  const id = voucherIds === 'OURS' ? idempotencyKeyOf(planned) : undefined
  const remoteId = await client.addVoucher(voucherJson(voucher, id), signal)
  return { remoteId, status: voucher.state === 'Accepted' ? 'Approved' : 'Draft' }
}

/** The voucher of our id, wherever a person has moved it, and those of its day that carry its marker. */
export async function findVouchers(
  client: Client,
  planned: PlannedVoucher,
  { voucherIds }: Pick<TalenomSettings, 'voucherIds'>,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  const { date, marker } = planned
  const id = idempotencyKeyOf(planned)
  const ofId = voucherIds === 'OURS' ? await client.vouchers({ id }, signal) : []
  const ofDay = await client.vouchers({ dateFrom: date, dateTo: date }, signal)
  const found = new Map([...ofDay, ...ofId].flatMap(remoteOf).map((one) => [one.remoteId, one]))
  return [...found.values()].filter(
    (one) => (one.remoteId === id || one.marker === marker) && one.status !== 'Invalidated',
  )
}

/** Vouchers of the days, our own and others', with their rows; payments are those of the payments' category. */
export async function readBackVouchers(
  client: Client,
  kind: 'ledger' | 'payment',
  { from, to }: { from: string; to: string },
  { paymentCategory }: Pick<TalenomSettings, 'paymentCategory'>,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  const vouchers = await client.vouchers({ dateFrom: from, dateTo: to }, signal)
  return vouchers.filter(({ category }) => (category === paymentCategory) === (kind === 'payment')).flatMap(remoteOf)
}

function remoteOf(voucher: Json): RemoteVoucher[] {
  const remoteId = textOf(voucher['id'])?.toLowerCase()
  if (remoteId === undefined) return []
  const marker = markerIn(textOf(voucher['description']) ?? '')
  const postings = Array.isArray(voucher['postings']) ? linesOf(listOf(voucher['postings'])) : undefined
  return [
    {
      remoteId,
      status: statusOf(textOf(voucher['voucherState'])),
      date: textOf(voucher['voucherDate'])?.slice(0, 10) ?? '',
      ...(marker === undefined ? {} : { marker }),
      ...(postings === undefined ? {} : { lines: postings, total: debitOf(postings) }),
      label: textOf(voucher['voucherNumber']) ?? remoteId,
    },
  ]
}

// VAT that Talenom has peeled off is a generated posting, and stands in the gross amount of the posting before it too.
function linesOf(postings: Json[]): { account: string; amount: bigint }[] {
  return postings
    .filter(({ generatedPosting }) => generatedPosting !== true)
    .map((posting) => ({
      account: textOf(posting['accountNumber']) ?? '',
      amount: amountOf(posting['vatIncludedAmount']) ?? 0n,
    }))
}

function statusOf(state: string | undefined): RemoteVoucher['status'] {
  if (state === 'Accepted' || state === 'Locked') return 'Approved'
  return state === 'Deleted' ? 'Invalidated' : 'Draft'
}
