/** Reading back: accountingledger.nv and salespaymentlist.nv, for finding again and for reconciliation. */
import { sum } from '../../core/money.ts'
import { markerIn } from '../marker.ts'
import type { PlannedVoucher, RemoteVoucher } from '../port.ts'
import type { NetvisorClient } from './client.ts'
import { refused } from './errors.ts'
import type { PaymentBody } from './payment.ts'
import { children, isNode, textOf, type XmlNode } from './xml.ts'

const STATUSES: Record<string, RemoteVoucher['status']> = {
  valid: 'Approved',
  invalidated: 'Invalidated',
  deleted: 'Invalidated',
}

export async function readVouchers(
  client: NetvisorClient,
  from: string,
  to: string,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  const root = await client.get(`accountingledger.nv?startdate=${from}&enddate=${to}&voucherstatus=1`, signal)
  return children(root['vouchers'], 'voucher').map((voucher) => {
    const description = textOf(voucher, 'voucherdescription') ?? ''
    const marker = markerIn(description)
    const sums = children(voucher, 'voucherline').map((line) => amountOf(textOf(line, 'linesum')))
    return {
      remoteId: textOf(voucher, 'netvisorkey') ?? '',
      status: STATUSES[(textOf(voucher, '@status') ?? 'valid').toLowerCase()] ?? 'Approved',
      date: dateOf(textOf(voucher, 'voucherdate')),
      total: sum(sums.filter((value) => value > 0n)),
      label: `${textOf(voucher, 'vouchernumber') ?? ''} ${description}`.trim(),
      ...(marker === undefined ? {} : { marker }),
    }
  })
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

export async function readPayments(
  client: NetvisorClient,
  from: string,
  to: string,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  return (await paymentNodes(client, `begindate=${from}&enddate=${to}`, signal)).map(presented)
}

/** Every payment that shows what this one would: same target, date, sum and payer. The engine knows which are others'. */
export async function findPayment(
  client: NetvisorClient,
  planned: PlannedVoucher,
  body: PaymentBody,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  const days = `begindate=${planned.date}&enddate=${planned.date}`
  const byInvoice = body.target.type === 'invoicenumber'
  const query = byInvoice ? `${days}&invoicenumber=${encodeURIComponent(body.target.value)}` : days
  const nodes = await paymentNodes(client, query, signal)
  return nodes
    .filter((node) => byInvoice || sameReference(textOf(node, 'referencenumber') ?? '', body.target.value))
    .filter((node) => alike(textOf(node, 'name') ?? '', body.sourceName))
    .map(presented)
    .filter((payment) => payment.total === body.amount && payment.date === planned.date)
}

async function paymentNodes(client: NetvisorClient, query: string, signal: AbortSignal): Promise<XmlNode[]> {
  const root = await client.get(`salespaymentlist.nv?${query}`, signal)
  const list = root['salespayments'] ?? root['salespaymentlist']
  return children(isNode(list) ? list : undefined, 'salespayment')
}

function presented(node: XmlNode): RemoteVoucher {
  return {
    remoteId: textOf(node, 'netvisorkey') ?? '',
    status: 'Approved',
    date: dateOf(textOf(node, 'date')),
    total: amountOf(textOf(node, 'sum')),
    label: `${textOf(node, 'invoicenumber') ?? ''} ${textOf(node, 'name') ?? ''}`.trim(),
  }
}

/** "-2382,47" or "-2382.47", also with spaces between thousands → -238247n. */
export function amountOf(text: string | undefined): bigint {
  const [, sign, whole = '0', decimals = ''] =
    /^([-−]?)(\d+)(?:[.,](\d{1,6}))?$/.exec((text ?? '0').replace(/[\s\u00a0]/g, '')) ?? []
  if (sign === undefined)
    throw refused(
      'UNREADABLE_AMOUNT',
      `Netvisor answered the amount "${text}".`,
      'Report this: it is a fault of the integration.',
    )
  const minor = BigInt(whole) * 100n + BigInt(decimals.padEnd(2, '0').slice(0, 2))
  return sign === '' ? minor : -minor
}

/** Netvisor answers ISO dates, or Finnish ones: "31.1.2026". */
export function dateOf(text: string | undefined): string {
  const finnish = /^(\d{1,2})\.(\d{1,2})\.(\d{4})/.exec(text ?? '')
  if (finnish) return `${finnish[3]}-${finnish[2]?.padStart(2, '0')}-${finnish[1]?.padStart(2, '0')}`
  return (text ?? '').slice(0, 10)
}

function sameReference(a: string, b: string): boolean {
  const plain = (text: string) => text.replace(/\s/g, '').replace(/^0+/, '').toUpperCase()
  return plain(a) === plain(b)
}

// A payer's name comes back as Netvisor stored it: cut to a length the vendor does not state, letters that its charset
// lacks replaced, white space folded. So only the plain letters and digits of the beginning are compared; the sum, the
// day and the invoice are exact.
function alike(stored: string, sent: string): boolean {
  const plain = (text: string) =>
    text
      .replace(/[^a-z0-9]/gi, '')
      .toLowerCase()
      .slice(0, NAME_COMPARED)
  return plain(stored) === plain(sent)
}

const NAME_COMPARED = 16
