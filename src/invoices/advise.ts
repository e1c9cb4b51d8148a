/** Warns about accepted content that its sender should know of: warnings in the answer. */
import { einvoiceFormat } from '@saatava/einvoice/format.ts'
import type { Warning } from '../platform/http/route.ts'
import type { SettingsInForce } from '../settings/client-settings.ts'
import { buyerOf, recipientOf } from './evaluate/parties.ts'
import type { SalesInvoiceRequest } from './schemas.ts'

/** @param inForce of the client: whether its invoices may go as e-invoices, and what stands in for what was left out */
export function advise(request: SalesInvoiceRequest, { settings, profile }: SettingsInForce): Warning[] {
  const { invoice, distribution } = request
  const buyer = buyerOf(invoice.parties, profile)
  const recipient = recipientOf(invoice.parties, buyer, profile)
  const { order, einvoice } = settings.channels
  const electronic =
    distribution?.enabled !== false &&
    einvoice.sendingOpen &&
    (distribution?.method === 'EINVOICE' ||
      invoice.header.type === 'AUTO_PAYMENT_INVOICE' ||
      (distribution?.method === undefined &&
        order.includes('EINVOICE') &&
        recipient.electronicInvoiceAccount !== undefined))
  const warnings: Warning[] = []
  if (electronic && (invoice.attachments ?? []).length > 0 && einvoiceFormat({ recipient }) === 'FINVOICE')
    warnings.push({
      code: 'ATTACHMENT_NOT_CARRIED',
      message:
        'A Finvoice cannot carry attachments, so this e-invoice is sent without them. A Peppol e-invoice, an email and a letter carry them.',
      pointer: '/invoice/attachments',
    })
  const { buyer: reference, orderNumber, sales } = invoice.references ?? {}
  if (buyer.entityType === 'PUBLIC' && (reference ?? orderNumber ?? sales ?? buyer.customerAccountId) === undefined)
    warnings.push({
      code: 'BUYER_REFERENCE_MISSING',
      message:
        'A public buyer usually refuses an e-invoice without its reference or order number. Without both, Saatava sends "NA" over Peppol.',
      pointer: '/invoice/references/buyer',
    })
  const undated = invoice.delivery?.date === undefined && invoice.delivery?.period === undefined
  if (undated && (invoice.rows ?? []).some(({ vatCode, delivery }) => vatCode === 'K' && delivery === undefined))
    warnings.push({
      code: 'DELIVERY_DATE_MISSING',
      message:
        'For an intra-community supply (K) the invoice should state the date of delivery. Without it, an e-invoice states that VAT is due by the invoice date.',
      pointer: '/invoice/delivery/date',
    })
  return warnings
}
