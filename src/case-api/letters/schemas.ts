/** GET /invoice/case/letters, a Saatava extension. */
import { Type } from 'typebox'
import { LETTER_KINDS } from '@saatava/einvoice/model/document.ts'
import { CHANNELS } from '@saatava/einvoice/model/channels.ts'
import { deliveryState } from '../../invoices/view-schemas.ts'
import { date, instant, money, named, oneOf, orNull, text, uuid } from '../../platform/http/schema.ts'
import { CaseQuery } from '../view/schemas.ts'

const channel = () => oneOf(CHANNELS, undefined, 'Channel')

export const LettersQuery = Type.Pick(CaseQuery, ['caseId', 'invoiceNumber'])
export const LetterParams = Type.Object({
  letterId: text(64, 'id from the list of letters or from an event of the case'),
})

export const Letters = named(
  'Letters',
  Type.Object({
    letters: Type.Array(
      named(
        'Letter',
        Type.Object({
          letterId: uuid(),
          kind: oneOf(LETTER_KINDS, undefined, 'LetterKind'),
          date: date('the date on the letter'),
          channel: Type.Union([channel(), Type.Null()], {
            description: 'channel of the letter; of several, the one with the furthest state',
          }),
          state: Type.Union([deliveryState(), Type.Null()], {
            description: 'state of that delivery',
          }),
          amount: money('amount to pay; for an offered plan its first instalment, and 0 if nothing is to be paid'),
          currency: Type.String({ format: 'currency' }),
          dueDate: date(),
          createdAt: instant(),
          document: Type.String({ description: 'address of the PDF' }),
          deliveries: Type.Array(
            named(
              'LetterDelivery',
              Type.Object({
                channel: channel(),
                state: deliveryState(),
                sentAt: orNull(instant()),
                deliveredAt: orNull(instant()),
                failureReason: orNull(Type.String()),
              }),
            ),
            { description: 'all planned deliveries, in order' },
          ),
        }),
      ),
    ),
  }),
)
