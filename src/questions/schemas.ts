/** The endpoints of questions, Saatava extensions. */
import { type Static, Type } from 'typebox'
import { LIST_PARAMETERS } from '../platform/http/list.ts'
import { Warnings, oneOf, optional, orNull, text } from '../platform/http/schema.ts'
import { QUESTION_CHARACTERS_MAX, QUESTION_STATES } from './question.ts'

export const QuestionsQuery = Type.Object({
  state: optional(oneOf(QUESTION_STATES, 'only questions in this state')),
  limit: LIST_PARAMETERS.limit,
  cursor: LIST_PARAMETERS.cursor,
})
export type QuestionsQuery = Static<typeof QuestionsQuery>

export const QuestionParams = Type.Object({ questionId: text(64, 'id from the list of questions or from an event') })

export const AnswerBody = Type.Object({
  answer: text(QUESTION_CHARACTERS_MAX, 'the answer, in your words; the agency reads it'),
})

export const QuestionView = Type.Object({
  questionId: Type.String(),
  state: oneOf(QUESTION_STATES),
  caseId: Type.Union([Type.Number(), Type.Null()], {
    description: 'the case that it is about; null: it is about money',
  }),
  payment: Type.Union(
    [
      Type.Object({
        amount: Type.Number(),
        currency: Type.String(),
        paymentDate: Type.String(),
        payerName: orNull(Type.String()),
        text: Type.Union([Type.String(), Type.Null()], { description: 'the payer’s text or reference' }),
      }),
      Type.Null(),
    ],
    {
      description: 'money that no case could be found for, and that may be for one of yours; null: it is about a case',
    },
  ),
  question: Type.String({ description: 'empty: the debtor was erased' }),
  askedAt: Type.String(),
  answer: orNull(Type.String()),
  answeredAt: orNull(Type.String()),
  withdrawnAt: Type.Union([Type.String(), Type.Null()], { description: 'when the agency needed no answer any more' }),
})
export const Questions = Type.Object({ questions: Type.Array(QuestionView), warnings: Warnings })
export const OneQuestion = Type.Object({ ...QuestionView.properties, warnings: Warnings })
