import { audit } from '../audit-entries/audit.ts'
import { emit } from '../events/emit.ts'
import type { Ctx } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { aboutOf } from './ask-creditor.ts'
import { type QuestionKey, onQuestion } from './on-question.ts'
import type { Question } from './question.ts'
import { setWithdrawn } from './queries.ts'

/** The agency needs no answer any more: the creditor's task closes. @throws AppError NOT_FOUND; CONFLICT it is not open */
export function withdrawQuestion(ctx: Ctx, key: QuestionKey): Promise<Question> {
  return onQuestion(ctx, key, async (tx, question) => {
    if (question.state !== 'OPEN') throw new AppError('CONFLICT', 'This question was answered or withdrawn before.')
    const withdrawn = { ...question, state: 'WITHDRAWN' as const, withdrawnAt: ctx.platform.clock.now() }
    await setWithdrawn(tx, withdrawn, ctx.actor)
    const subject = `question:${question.questionId}`
    await audit(ctx, tx, question.clientId, 'question.withdrawn', subject, aboutOf(question))
    await emit(ctx, tx, question.clientId, 'question.withdrawn', subject, { about: question.subject })
    return withdrawn
  })
}
