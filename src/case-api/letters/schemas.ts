/** GET /invoice/case/letters. Ours. */
import { Type } from 'typebox'
import { LETTER_KINDS } from '@saatava/einvoice/model/document.ts'
import { text } from '../../platform/http/schema.ts'
import { CaseQuery } from '../view/schemas.ts'

const maybe = Type.Union([Type.String(), Type.Null()])

export const LettersQuery = Type.Pick(CaseQuery, ['caseId', 'invoiceNumber'])
export const LetterParams = Type.Object({ letterId: text(64, 'of the list of letters, or of an event of the case') })

export const Letters = Type.Object({
  letters: Type.Array(
    Type.Object({
      letterId: Type.String(),
      kind: Type.String({ description: LETTER_KINDS.join(', ') }),
      date: Type.String({ description: 'the date on the letter' }),
      channel: Type.Union([Type.String(), Type.Null()], {
        description: 'by which it goes or went; of several, the one that got furthest',
      }),
      state: Type.Union([Type.String(), Type.Null()], {
        description: 'of that delivery: WAITING, PENDING, SENDING, UNKNOWN, SENT, DELIVERED, FAILED or DROPPED',
      }),
      amount: Type.Number({
        description: 'what the letter asks for; of an offered plan its first instalment, 0 where nothing is asked for',
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
        { description: 'every way that was planned for it, in order' },
      ),
    }),
  ),
})
