import { Type } from 'typebox'
import { INVOICE_TYPES } from '@saatava/einvoice/model/document.ts'
import { paymentOfInvoice } from '../../case-api/view/invoice-payment.ts'
import { readInvoice } from '../../invoices/read-invoice.ts'
import { InvoiceParams } from '../../invoices/view-schemas.ts'
import { oneOf } from '../../platform/http/schema.ts'
import { ctxOfClient } from '../call.ts'
import { clientIdentifier, tool } from '../tool.ts'

export const getInvoiceStatus = tool({
  name: 'get_invoice_status',
  title: 'Show an invoice',
  description:
    'Shows where an invoice is: its status with the reasons, each delivery with its outcome, whether it is paid, and its case.',
  permission: 'invoice.read',
  isReadOnly: true,
  input: Type.Object({
    clientIdentifier: clientIdentifier(),
    invoiceNumber: InvoiceParams.properties.number,
    type: Type.Optional(oneOf(INVOICE_TYPES, 'where several types share the number')),
  }),
  async run(call, { invoiceNumber, type }) {
    const { body } = await readInvoice(ctxOfClient(call), paymentOfInvoice, invoiceNumber, type)
    return body as Record<string, unknown>
  },
})
