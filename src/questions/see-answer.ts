import { audit } from '../audit-entries/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { aboutOf } from './ask-creditor.ts'
import { type QuestionKey, onQuestion } from './on-question.ts'
import type { Question } from './question.ts'
import { setSeen } from './queries.ts'

/** Somebody of the agency has read the answer: the agency's task closes. @throws AppError NOT_FOUND; CONFLICT nothing is answered */
export function seeAnswer(ctx: Ctx, key: QuestionKey): Promise<Question> {
  return onQuestion(ctx, key, async (tx, question) => {
    if (question.state !== 'ANSWERED') throw new AppError('CONFLICT', 'This question has no answer.')
    if (question.seenAt !== null) return question
    const seen = { ...question, seenBy: ctx.actor, seenAt: ctx.platform.clock.now() }
    await setSeen(tx, seen)
    await audit(ctx, tx, question.clientId, 'question.seen', `question:${question.questionId}`, aboutOf(question))
    return seen
  })
}
