/** GET /invoice/case/letters, a Saatava extension. */
import { Type } from 'typebox'
import { LETTER_KINDS } from '@saatava/einvoice/model/document.ts'
import { text } from '../../platform/http/schema.ts'
import { CaseQuery } from '../view/schemas.ts'

const maybe = Type.Union([Type.String(), Type.Null()])

export const LettersQuery = Type.Pick(CaseQuery, ['caseId', 'invoiceNumber'])
export const LetterParams = Type.Object({
  letterId: text(64, 'id from the list of letters or from an event of the case'),
})

export const Letters = Type.Object({
  letters: Type.Array(
    Type.Object({
      letterId: Type.String(),
      kind: Type.String({ description: LETTER_KINDS.join(', ') }),
      date: Type.String({ description: 'the date on the letter' }),
      channel: Type.Union([Type.String(), Type.Null()], {
        description: 'channel of the letter; of several, the one with the furthest state',
      }),
      state: Type.Union([Type.String(), Type.Null()], {
        description: 'state of that delivery: WAITING, PENDING, SENDING, UNKNOWN, SENT, DELIVERED, FAILED or DROPPED',
      }),
      amount: Type.Number({
        description: 'amount to pay; for an offered plan its first instalment, and 0 if nothing is to be paid',
      }),
      currency: Type.String(),
      dueDate: Type.String(),
      createdAt: Type.String(),
      document: Type.String({ description: 'address of the PDF' }),
      deliveries: Type.Array(
        Type.Object({
          channel: Type.String(),
          state: Type.String(),
          sentAt: maybe,
          deliveredAt: maybe,
          failureReason: maybe,
        }),
        { description: 'all planned deliveries, in order' },
      ),
    }),
  ),
})
