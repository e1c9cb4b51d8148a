/** POST /invoice/preview. */
import { Type } from 'typebox'
import { Warnings, oneOf } from '../../platform/http/schema.ts'

const maybe = <T extends ReturnType<typeof Type.Number> | ReturnType<typeof Type.String>>(schema: T) =>
  Type.Union([schema, Type.Null()])

export const InvoicePreviewView = Type.Object({
  stored: oneOf(
    ['NOTHING', 'SAME', 'REPLACED'],
    'the stored invoice with this number: none, the same, or other content that would be replaced',
  ),
  invoiceNumber: maybe(Type.Number({ description: 'null: the next free number would be used' })),
  type: Type.String(),
  status: oneOf(['ACCEPTED', 'MANUAL', 'DUPLICATE', 'ERROR', 'DRAFT']),
  reasons: Type.Array(
    Type.Object({ code: Type.String(), message: Type.String(), pointer: Type.Optional(Type.String()) }),
  ),
  deliveries: Type.Array(
    Type.Object({
      channel: Type.String(),
      rank: Type.Number({
        description: 'deliveries with rank 0 are sent at once; the next rank is sent when all before it have failed',
      }),
    }),
  ),
  paymentReference: maybe(Type.String()),
  amounts: Type.Object({
    netAmount: Type.Number(),
    vatAmount: Type.Number(),
    totalAmount: Type.Number(),
    paidAmount: Type.Number(),
    payableAmount: Type.Number(),
    currency: Type.String(),
  }),
  case: Type.Union([
    Type.Record(Type.String(), Type.Unknown(), {
      description:
        'the case that would open after distribution: policy, stage, capitalAmount, next, and steps[] with date, feeAmount (the maximum), rule and source',
    }),
    Type.Null(),
  ]),
  warnings: Warnings,
})
