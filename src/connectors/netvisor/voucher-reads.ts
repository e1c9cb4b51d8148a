/** Vouchers read back with accountingledger.nv, for finding again and for reconciliation. */
import type { CivilDate } from '@saatava/core/dates.ts'
import { sum } from '@saatava/core/money.ts'
import { markerIn } from '../marker.ts'
import type { PlannedVoucher, RemoteVoucher } from '../port.ts'
import type { NetvisorClient } from './client.ts'
import { listIn } from './lists.ts'
import { amountOf, dateOf } from './values.ts'
import { children, textOf, type XmlNode } from './xml.ts'

const STATUSES: Record<string, RemoteVoucher['status']> = {
  valid: 'Approved',
  invalidated: 'Invalidated',
  deleted: 'Invalidated',
}

/** Every voucher of the days from..to, invalidated and deleted ones included. */
export async function readVouchers(
  client: NetvisorClient,
  from: CivilDate,
  to: CivilDate,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  // voucherstatus 1: all.
  const root = await client.get(`accountingledger.nv?startdate=${from}&enddate=${to}&voucherstatus=1`, signal)
  return children(listIn(root, ['vouchers']), 'voucher').map(presented)
}

/** The voucher that carries the planned one's marker, if it stands there and was not invalidated. */
export async function findVoucher(
  client: NetvisorClient,
  planned: PlannedVoucher,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  const vouchers = await readVouchers(client, planned.date, planned.date, signal)
  return vouchers.filter((voucher) => voucher.marker === planned.marker && voucher.status !== 'Invalidated')
}

function presented(voucher: XmlNode): RemoteVoucher {
  const description = textOf(voucher, 'voucherdescription') ?? textOf(voucher, 'description') ?? ''
  const marker = markerIn(description)
  const lines = children(voucher, 'voucherline').map((line) => ({
    account: textOf(line, 'accountnumber') ?? '',
    amount: amountOf(textOf(line, 'linesum')),
  }))
  return {
    remoteId: textOf(voucher, 'netvisorkey') ?? '',
    // A voucher without a status counts as standing: taking it for gone could send it twice.
    status: STATUSES[(textOf(voucher, '@status') ?? 'valid').toLowerCase()] ?? 'Approved',
    date: dateOf(textOf(voucher, 'voucherdate')),
    total: sum(lines.map(({ amount }) => amount).filter((value) => value > 0n)),
    lines,
    label: `${textOf(voucher, 'vouchernumber') ?? ''} ${description}`.trim(),
    ...(marker === undefined ? {} : { marker }),
  }
}
