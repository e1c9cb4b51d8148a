import { audit } from '../audit-entries/audit.ts'
import { emit } from '../events/emit.ts'
import type { Ctx } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { aboutOf, requireText } from './ask-creditor.ts'
import { type QuestionKey, onQuestion } from './on-question.ts'
import type { Question } from './question.ts'
import { setAnswer } from './queries.ts'

/**
 * The creditor answers. Its task closes, and one of the agency opens. It may send the answer again, which changes nothing.
 * @throws AppError NOT_FOUND; CONFLICT it was answered otherwise, or withdrawn; INVALID
 */
export function answerQuestion(
  ctx: Ctx,
  { answer: received, ...key }: QuestionKey & { answer: string },
): Promise<Question> {
  const answer = requireText(received, '/answer')
  return onQuestion(ctx, key, async (tx, question) => {
    if (question.state === 'WITHDRAWN') throw new AppError('CONFLICT', 'The agency has withdrawn this question.')
    if (question.answer === answer) return question
    if (question.state === 'ANSWERED') throw new AppError('CONFLICT', 'This question has another answer already.')
    const answered = {
      ...question,
      ...{ state: 'ANSWERED' as const, answer, answeredBy: ctx.actor, answeredAt: ctx.platform.clock.now() },
    }
    await setAnswer(tx, answered)
    const subject = `question:${question.questionId}`
    await audit(ctx, tx, question.clientId, 'question.answered', subject, aboutOf(question))
    await emit(ctx, tx, question.clientId, 'question.answered', subject, { about: question.subject })
    return answered
  })
}
