import { UUID } from '@saatava/core/ids.ts'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../platform/errors.ts'
import { route } from '../platform/http/route.ts'
import { answerQuestion } from './answer-question.ts'
import { ANSWERED_EXAMPLE, ANSWER_EXAMPLE, QUESTIONS_EXAMPLE } from './examples.ts'
import { getQuestions } from './get-questions.ts'
import { presentQuestion } from './present.ts'
import { AnswerBody, OneQuestion, QuestionParams, Questions, QuestionsQuery } from './schemas.ts'

const TAG = 'Cases'
const QUESTIONS = '/api/v1/partner/questions'

export function questionRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    path: QUESTIONS,
    permission: 'question.read',
    tag: TAG,
    operationId: 'listQuestions',
    summary: 'Questions of the agency',
    description:
      'Saatava extension. Lists questions about cases, and about money that may be for one of them, the oldest first. Follow the Link of each page.',
    query: QuestionsQuery,
    responses: { 200: { description: 'A page of questions', schema: Questions, example: QUESTIONS_EXAMPLE } },
    handler: (ctx, { query }) => getQuestions(ctx, query),
  })
  route(app, {
    method: 'POST',
    path: `${QUESTIONS}/:questionId/answer`,
    permission: 'question.answer',
    tag: TAG,
    operationId: 'answerQuestion',
    summary: 'Answer a question of the agency',
    description:
      'Saatava extension. A question has one answer. You may send it again, which changes nothing. Another answer is refused with 409, and so is an answer to a question that was withdrawn.',
    params: QuestionParams,
    body: AnswerBody,
    unknownFields: 'refuse',
    bodyExamples: { answer: ANSWER_EXAMPLE },
    responses: { 200: { description: 'The question with its answer', schema: OneQuestion, example: ANSWERED_EXAMPLE } },
    async handler(ctx, { params: { questionId }, body: { answer } }) {
      if (!UUID.test(questionId)) throw new AppError('NOT_FOUND', `There is no question ${questionId}.`)
      return { body: presentQuestion(await answerQuestion(ctx, { clientId: ctx.clientId, questionId, answer })) }
    },
  })
}
