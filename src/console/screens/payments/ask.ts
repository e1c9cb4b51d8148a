/** Asks the creditor of a candidate about money that waits. */
import { Type } from 'typebox'
import { askAboutMoney } from '../../../payments/unmatched/ask-about-money.ts'
import { type Waiting, subjectOf } from '../../../payments/unmatched/show-waiting.ts'
import { text } from '../../../platform/http/schema.ts'
import { listQuestions } from '../../../questions/list-questions.ts'
import { QUESTION_CHARACTERS_MAX } from '../../../questions/question.ts'
import type { Html } from '../../html.ts'
import { act } from '../../page.ts'
import { type FormState, NO_FORM } from '../../parts/form.ts'
import type { ConsoleCtx, PageAnswer, Shell } from '../../shell.ts'
import { questionsOn } from '../question-parts.ts'
import { Params } from './acts.ts'

const QUESTIONS_MAX = 100
const AskForm = Type.Object({
  clientId: Type.Integer({ minimum: 1, maximum: 99_999_999_999_999 }),
  question: text(QUESTION_CHARACTERS_MAX),
})

export function askAct(
  shell: Shell,
  again: (ctx: ConsoleCtx, id: string, form: FormState) => Promise<PageAnswer>,
): void {
  act(shell, {
    ...{ path: '/payment/:id/ask', permission: 'question.ask', params: Params, form: AskForm },
    async perform(ctx, { params: { id }, form }) {
      await askAboutMoney(ctx, { id, ...form })
      return `/console/payment/${id}?did=question-asked`
    },
    again: (ctx, { params }, form) => again(ctx, params.id, form),
  })
}

/** The questions about the money, with their answers, and the form that asks another. */
export async function questionsAbout(
  ctx: ConsoleCtx,
  { row, candidates }: Waiting,
  form: FormState,
): Promise<Html | null> {
  const { questions } = await listQuestions(ctx, { subject: subjectOf(row), limit: QUESTIONS_MAX })
  const clients = new Set(candidates.flatMap(({ cases }) => cases.map((one) => one.case.clientId)))
  return questionsOn(ctx, {
    ...{ path: `/console/payment/${row.id}/ask`, questions, clients: [...clients] },
    form: 'question' in form.values || 'clientId' in form.values ? form : NO_FORM,
  })
}
