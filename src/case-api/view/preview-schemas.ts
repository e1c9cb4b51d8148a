/** POST /invoice/preview. */
import { Type } from 'typebox'
import { Warnings, oneOf } from '../../platform/http/schema.ts'

const maybe = <T extends ReturnType<typeof Type.Number> | ReturnType<typeof Type.String>>(schema: T) =>
  Type.Union([schema, Type.Null()])

export const InvoicePreviewView = Type.Object({
  stored: oneOf(
    ['NOTHING', 'SAME', 'REPLACED'],
    'what this number holds now: nothing, the very same, or other content that would be replaced',
  ),
  invoiceNumber: maybe(Type.Number({ description: 'null: the next one would be taken' })),
  type: Type.String(),
  status: oneOf(['ACCEPTED', 'MANUAL', 'DUPLICATE', 'ERROR', 'DRAFT']),
  reasons: Type.Array(
    Type.Object({ code: Type.String(), message: Type.String(), pointer: Type.Optional(Type.String()) }),
  ),
  deliveries: Type.Array(
    Type.Object({
      channel: Type.String(),
      rank: Type.Number({ description: 'those of 0 leave at once, the next when all of the one before have failed' }),
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
        'the case it would open once it is distributed: policy, stage, capitalAmount, next, and steps[] with date, feeAmount (the most), rule and source',
    }),
    Type.Null(),
  ]),
  warnings: Warnings,
})
