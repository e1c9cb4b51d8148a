/** POST /invoice/action: the batch is published; of its codes, this is what can be done to an invoice that has no case. */
import { type Static, Type } from 'typebox'
import { oneOf, optional, text } from '../platform/http/schema.ts'
import { NUMBER_MAX } from './schemas.ts'

export const ACTIONS_MAX = 1_000

export const ActionBatch = Type.Object({
  actions: Type.Array(
    Type.Object({
      code: oneOf(['APPROVE'], 'ours: lets an invoice go that waits as MANUAL or DUPLICATE'),
      comment: optional(text(1_000)),
      data: Type.Object({
        invoiceNumber: Type.Integer({ minimum: 1, maximum: NUMBER_MAX }),
        caseId: optional(Type.Integer({ minimum: 0 })),
      }),
    }),
    { minItems: 1, maxItems: ACTIONS_MAX },
  ),
})
export type ActionBatch = Static<typeof ActionBatch>
