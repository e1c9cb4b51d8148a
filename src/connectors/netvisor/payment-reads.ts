/** Payments read back with salespaymentlist.nv. They carry no marker, so they are known by what they show. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { PlannedVoucher, RemoteVoucher } from '../port.ts'
import type { NetvisorClient } from './client.ts'
import { listIn } from './lists.ts'
import type { PaymentBody } from './payment.ts'
import { amountOf, dateOf } from './values.ts'
import { children, textOf, type XmlNode } from './xml.ts'

/** Every payment of the days from..to. */
export async function readPayments(
  client: NetvisorClient,
  from: CivilDate,
  to: CivilDate,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  return (await paymentNodes(client, from, to, signal)).map(presented)
}

/**
 * Every payment that shows what this one would: same date, sum and target. The engine knows which are others', and takes
 * the first that is free.
 *
 * The whole day is read and not the invoice's payments, because a payment of an invoice that is paid already is kept
 * without a target, and would be sent again for ever if it were searched for by invoice number. Such a one must have our
 * payer's name. One with our target need not: whether Netvisor shows the payer as sent, or as the customer it knows, is
 * not documented; those with the same name are preferred.
 */
export async function findPayment(
  client: NetvisorClient,
  planned: PlannedVoucher,
  body: PaymentBody,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  const nodes = await paymentNodes(client, planned.date, planned.date, signal)
  const equal = nodes.filter((node) => dateOf(textOf(node, 'date')) === planned.date && hasSum(node, body))
  const named = (node: XmlNode) => alike(textOf(node, 'name') ?? '', body.sourceName)
  const targeted = equal.filter((node) => hasTarget(node, body))
  const untargeted = equal.filter((node) => isUntargeted(node, body) && named(node))
  const own = targeted.filter(named)
  const found = own.length > 0 ? own : targeted
  return [...new Set([...found, ...untargeted])].map(presented)
}

async function paymentNodes(
  client: NetvisorClient,
  from: CivilDate,
  to: CivilDate,
  signal: AbortSignal,
): Promise<XmlNode[]> {
  const root = await client.get(`salespaymentlist.nv?begindate=${from}&enddate=${to}`, signal)
  return children(listIn(root, ['salespaymentlist', 'salespayments']), 'salespayment')
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

// A payment in another currency shows its sum in euros, and what was sent beside it.
function hasSum(node: XmlNode, { amount }: PaymentBody): boolean {
  const foreign = textOf(node, 'foreigncurrencyamount')
  return amountOf(textOf(node, 'sum')) === amount || (foreign !== undefined && amountOf(foreign) === amount)
}

function hasTarget(node: XmlNode, { target }: PaymentBody): boolean {
  const shown = textOf(node, target.type === 'invoicenumber' ? 'invoicenumber' : 'referencenumber')
  return shown !== undefined && plainNumber(shown) === plainNumber(target.value)
}

function isUntargeted(node: XmlNode, body: PaymentBody): boolean {
  if (textOf(node, 'invoicenumber') !== undefined) return false
  // A payment with another reference is another payment.
  return body.target.type === 'invoicenumber' || textOf(node, 'referencenumber') === undefined
}

/** Numbers and references are shown with and without leading zeros and spaces. */
function plainNumber(text: string): string {
  return text.replace(/\s/g, '').replace(/^0+/, '').toUpperCase()
}

// A payer's name comes back as Netvisor stored it: cut to a length the vendor does not state, letters that its charset
// lacks replaced, white space folded. So only the plain letters and digits of the beginning are compared.
function alike(stored: string, sent: string): boolean {
  const plain = (text: string) =>
    text
      .replace(/[^a-z0-9]/gi, '')
      .toLowerCase()
      .slice(0, NAME_COMPARED)
  return plain(stored) === plain(sent)
}

const NAME_COMPARED = 16
