import type { ClientId } from '@saatava/core/ids.ts'
import type { Ctx } from '../platform/context.ts'
import { type Queryable, type Tx, withTransaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import type { Question } from './question.ts'
import { lockQuestion, selectQuestion } from './queries.ts'

export interface QuestionKey {
  clientId: ClientId
  questionId: string
}

/** Runs an act on a question, which is locked. @throws AppError NOT_FOUND */
export function onQuestion(
  ctx: Ctx,
  { clientId, questionId }: QuestionKey,
  work: (tx: Tx, question: Question) => Promise<Question>,
): Promise<Question> {
  return withTransaction(ctx.platform.pool, async (tx) => {
    const question = await lockQuestion(tx, clientId, questionId)
    if (question === undefined) throw unknown(questionId)
    return work(tx, question)
  })
}

/** @throws AppError NOT_FOUND */
export async function findQuestion(db: Queryable, { clientId, questionId }: QuestionKey): Promise<Question> {
  const question = await selectQuestion(db, clientId, questionId)
  if (question === undefined) throw unknown(questionId)
  return question
}

function unknown(questionId: string): AppError {
  return new AppError('NOT_FOUND', `There is no question ${questionId}.`)
}
