/** The endpoints of questions, Saatava extensions. */
import { type Static, Type } from 'typebox'
import { LIST_PARAMETERS } from '../platform/http/list.ts'
import { date, instant, money, named, oneOf, optional, orNull, text, uuid, Warnings } from '../platform/http/schema.ts'
import { QUESTION_CHARACTERS_MAX, QUESTION_STATES } from './question.ts'

export const QuestionsQuery = Type.Object({
  state: optional(oneOf(QUESTION_STATES, 'only questions in this state', 'QuestionState')),
  limit: LIST_PARAMETERS.limit,
  cursor: LIST_PARAMETERS.cursor,
})
export type QuestionsQuery = Static<typeof QuestionsQuery>

export const QuestionParams = Type.Object({ questionId: text(64, 'id from the list of questions or from an event') })

export const AnswerBody = named(
  'QuestionAnswer',
  Type.Object({
    answer: text(QUESTION_CHARACTERS_MAX, 'the answer, in your words; the agency reads it'),
  }),
)

export const QuestionView = named(
  'Question',
  Type.Object({
    questionId: uuid(),
    state: oneOf(QUESTION_STATES, undefined, 'QuestionState'),
    caseId: Type.Union([Type.Integer(), Type.Null()], {
      description: 'the case that it is about; null: it is about money',
    }),
    payment: Type.Union(
      [
        named(
          'QuestionPayment',
          Type.Object({
            amount: money(),
            currency: Type.String({ format: 'currency' }),
            paymentDate: date(),
            payerName: orNull(Type.String()),
            text: Type.Union([Type.String(), Type.Null()], { description: 'the payer’s text or reference' }),
          }),
        ),
        Type.Null(),
      ],
      {
        description:
          'money that no case could be found for, and that may be for one of yours; null: it is about a case',
      },
    ),
    question: Type.String({ description: 'empty: the debtor was erased' }),
    askedAt: instant(),
    answer: orNull(Type.String()),
    answeredAt: orNull(instant()),
    withdrawnAt: Type.Union([instant(), Type.Null()], { description: 'when the agency needed no answer any more' }),
  }),
)
export const Questions = named('Questions', Type.Object({ questions: Type.Array(QuestionView), warnings: Warnings }))
export const OneQuestion = named('QuestionAnswered', Type.Object({ ...QuestionView.properties, warnings: Warnings }))
