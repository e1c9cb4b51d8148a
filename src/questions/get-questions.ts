import { UUID } from '@saatava/core/ids.ts'
import type { ClientCtx } from '../platform/context.ts'
import { LIST_LIMIT_DEFAULT, nextPage, placeIn } from '../platform/http/list.ts'
import type { Answer } from '../platform/http/route.ts'
import { listQuestions } from './list-questions.ts'
import { presentQuestion } from './present.ts'
import type { QuestionsQuery } from './schemas.ts'

const PATH = '/api/v1/partner/questions'

/** The questions to one creditor. Errors: 400 a cursor of other filters. */
export async function getQuestions(ctx: ClientCtx, query: QuestionsQuery): Promise<Answer> {
  const [after = null] = query.cursor === undefined ? [] : placeIn(query.cursor, query, UUID)
  const { questions, next } = await listQuestions(ctx, {
    ...{ clientId: ctx.clientId, state: query.state ?? null, limit: query.limit ?? LIST_LIMIT_DEFAULT, after },
  })
  return {
    body: { questions: questions.map(presentQuestion) },
    ...(next === undefined ? {} : { headers: { link: nextPage(PATH, query, [next]) } }),
  }
}
