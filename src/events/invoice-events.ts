import { orNull, optional } from '../platform/http/schema.ts'
import { event, id, integer, reasons, text } from './fields.ts'

const INVOICE = 'invoice:<invoiceId>'
const invoiceNumber = integer
const came = { invoiceNumber, type: text, by: text }
const judged = { invoiceNumber, reasons, warnings: optional(reasons) }
const delivery = { invoiceNumber, channel: text, deliveryId: id, code: orNull(text) }

export const INVOICE_EVENTS = {
  'invoice.received': event(INVOICE, 'an invoice came in', came),
  'invoice.replaced': event(INVOICE, 'it was sent again before it had been accepted', came),
  'invoice.accepted': event(INVOICE, 'its evaluation accepted it', judged),
  'invoice.manual': event(INVOICE, 'it waits for an approval', judged),
  'invoice.duplicate': event(INVOICE, 'it looks like an invoice that is there', judged),
  'invoice.error': event(INVOICE, 'its evaluation refused it, or no channel could deliver it', judged),
  'invoice.approved': event(INVOICE, 'a person approved it', { invoiceNumber }),
  'invoice.delivery.sending': event(INVOICE, 'a delivery is tried again', delivery),
  'invoice.delivery.pending': event(INVOICE, 'a delivery waits for its next attempt', delivery),
  'invoice.delivery.sent': event(INVOICE, 'a delivery left', delivery),
  'invoice.delivery.delivered': event(INVOICE, 'a delivery arrived', delivery),
  'invoice.delivery.failed': event(INVOICE, 'a delivery failed for good', delivery),
  'invoice.delivery.unknown': event(INVOICE, 'nobody knows whether a delivery left', delivery),
  'invoice.delivery.dropped': event(INVOICE, 'a delivery is not needed any more', delivery),
  'invoice.delivery.retried': event(INVOICE, 'a person began a failed delivery again', {
    ...{ invoiceNumber, channel: text },
    failed: id,
    begun: orNull(id),
  }),
  'invoice.distributed': event(INVOICE, 'it has left', { invoiceNumber, status: text, method: text }),
  'invoice.credited': event(INVOICE, 'a credit note credits it; amounts in minor units', {
    ...{ invoiceNumber, creditNote: integer, status: text },
    creditedMinor: integer,
    leftMinor: integer,
  }),
}
