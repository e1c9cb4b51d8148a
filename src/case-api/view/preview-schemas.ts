/** POST /invoice/preview. */
import { CHANNELS } from '@saatava/einvoice/model/channels.ts'
import { INVOICE_TYPES } from '@saatava/einvoice/model/document.ts'
import { Type } from 'typebox'
import { invoiceNumber } from '../../invoices/schemas.ts'
import { Reason } from '../../invoices/view-schemas.ts'
import { money, named, oneOf, orNull, Warnings } from '../../platform/http/schema.ts'

export const InvoicePreviewView = named(
  'InvoicePreview',
  Type.Object({
    stored: oneOf(
      ['NOTHING', 'SAME', 'REPLACED'],
      'the stored invoice with this number: none, the same, or other content that would be replaced',
    ),
    invoiceNumber: Type.Union([invoiceNumber(), Type.Null()], {
      description: 'null: the next free number would be used',
    }),
    type: oneOf(INVOICE_TYPES, undefined, 'InvoiceType'),
    status: oneOf(['ACCEPTED', 'MANUAL', 'DUPLICATE', 'ERROR', 'DRAFT']),
    reasons: Type.Array(Reason),
    deliveries: Type.Array(
      Type.Object({
        channel: oneOf(CHANNELS, undefined, 'Channel'),
        rank: Type.Integer({
          description: 'deliveries with rank 0 are sent at once; the next rank is sent when all before it have failed',
        }),
      }),
    ),
    paymentReference: orNull(Type.String()),
    amounts: Type.Object({
      netAmount: money(),
      vatAmount: money(),
      totalAmount: money(),
      paidAmount: money(),
      payableAmount: money(),
      currency: Type.String({ format: 'currency' }),
    }),
    case: Type.Union([
      Type.Record(Type.String(), Type.Unknown(), {
        description:
          'the case that would open after distribution: policy, stage, capitalAmount, next, and steps[] with date, feeAmount (the maximum), rule and source',
      }),
      Type.Null(),
    ]),
    warnings: Warnings,
  }),
)
