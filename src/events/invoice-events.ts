import { orNull, optional } from '../platform/http/schema.ts'
import { event, id, integer, reasons, text } from './fields.ts'

const INVOICE = 'invoice:<invoiceId>'
const invoiceNumber = integer
const came = { invoiceNumber, type: text, by: text }
const judged = { invoiceNumber, reasons, warnings: optional(reasons) }
const delivery = { invoiceNumber, channel: text, deliveryId: id, code: orNull(text) }

export const INVOICE_EVENTS = {
  'invoice.received': event(INVOICE, 'an invoice was received', came),
  'invoice.replaced': event(INVOICE, 'the invoice was submitted again before it had been accepted', came),
  'invoice.accepted': event(INVOICE, 'the evaluation accepted the invoice', judged),
  'invoice.manual': event(INVOICE, 'the invoice waits for an approval', judged),
  'invoice.duplicate': event(INVOICE, 'the invoice looks like an earlier invoice', judged),
  'invoice.error': event(INVOICE, 'the evaluation refused the invoice, or no channel could deliver it', judged),
  'invoice.approved': event(INVOICE, 'a person approved the invoice', { invoiceNumber }),
  'invoice.delivery.sending': event(INVOICE, 'a delivery is tried again', delivery),
  'invoice.delivery.pending': event(INVOICE, 'a delivery waits for its next attempt', delivery),
  'invoice.delivery.sent': event(INVOICE, 'a delivery was sent', delivery),
  'invoice.delivery.delivered': event(INVOICE, 'a delivery arrived', delivery),
  'invoice.delivery.failed': event(INVOICE, 'a delivery failed for good', delivery),
  'invoice.delivery.unknown': event(INVOICE, 'it is unknown whether a delivery was sent', delivery),
  'invoice.delivery.dropped': event(INVOICE, 'a delivery is not needed any more', delivery),
  'invoice.delivery.retried': event(INVOICE, 'a person started a failed delivery again', {
    ...{ invoiceNumber, channel: text },
    failed: id,
    begun: orNull(id),
  }),
  'invoice.distributed': event(INVOICE, 'the invoice has been sent', { invoiceNumber, status: text, method: text }),
  'invoice.credited': event(INVOICE, 'a credit note credits the invoice; amounts in minor units', {
    ...{ invoiceNumber, creditNote: integer, status: text },
    creditedMinor: integer,
    leftMinor: integer,
  }),
}
