/** A question to another client, and how I try to read and answer it. */
import assert from 'node:assert/strict'
import { askAboutCase } from '../../../src/questions/ask-creditor.ts'
import type { Reply, TestClient, TestService } from '../service.ts'

const QUESTIONS = '/api/v1/partner/questions'
const NOBODY_HAS = '019a4c3e-0000-7000-8000-0000000000ff'

/** Asks a client that has a case. */
export async function ask(api: TestService, { clientIdentifier }: TestClient, name: string): Promise<void> {
  const { rows } = await api.pool.query<{ caseId: string }>(
    'select case_id as "caseId" from collection_case where client_id = $1 limit 1',
    [clientIdentifier],
  )
  const caseId = Number(rows[0]?.caseId)
  await askAboutCase(api.ctx(), { clientId: clientIdentifier, caseId, question: `${name} is asked` })
}

/** By "METHOD path". */
export function questionCases(
  api: () => TestService,
  mine: () => TestClient,
  theirs: () => TestClient,
): Record<string, () => Promise<Reply<unknown>[]>> {
  const list = ({ token }: TestClient) =>
    api().call<{ questions: { questionId: string }[] }>('GET', QUESTIONS, { token })
  const answer = (questionId: string) =>
    api().call<{ detail: string }>('POST', `${QUESTIONS}/${questionId}/answer`, {
      ...{ token: mine().token, body: { answer: 'mine' } },
    })
  return {
    [`GET ${QUESTIONS}`]: async () => {
      const reply = await list(mine())
      assert.deepEqual(reply.body, { questions: [] })
      return [reply]
    },
    [`POST ${QUESTIONS}/:questionId/answer`]: async () => {
      const [question] = (await list(theirs())).body.questions
      assert.ok(question !== undefined, 'they see it')
      const [known, unknown] = [await answer(question.questionId), await answer(NOBODY_HAS)]
      for (const { status, text } of [known, unknown]) assert.equal(status, 404, text)
      assert.equal(known.body.detail.replace(question.questionId, ''), unknown.body.detail.replace(NOBODY_HAS, ''))
      return [known, unknown]
    },
  }
}
