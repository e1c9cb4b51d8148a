import type { Ctx } from '../platform/context.ts'
import type { Question } from './question.ts'
import { type QuestionFilter, pageOfQuestions } from './queries.ts'

/** Lists questions, the oldest first. `next` is the last question of the page, where another page follows. */
export async function listQuestions(
  ctx: Ctx,
  { limit, ...filter }: Partial<QuestionFilter> & { limit: number },
): Promise<{ questions: Question[]; next: string | undefined }> {
  const wanted = { clientId: null, state: null, subject: null, isUnseen: false, after: null, ...filter }
  const rows = await pageOfQuestions(ctx.platform.pool, wanted, limit + 1)
  const questions = rows.slice(0, limit)
  return { questions, next: rows.length > limit ? questions.at(-1)?.questionId : undefined }
}
