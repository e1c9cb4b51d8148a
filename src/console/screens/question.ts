/** One question of the agency to a creditor: what it is about, and its answer. */
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { type Static, Type } from 'typebox'
import { text } from '../../platform/http/schema.ts'
import { answerQuestion } from '../../questions/answer-question.ts'
import { listQuestions } from '../../questions/list-questions.ts'
import { type QuestionKey, findQuestion } from '../../questions/on-question.ts'
import { presentQuestion } from '../../questions/present.ts'
import { QUESTION_CHARACTERS_MAX, type Question } from '../../questions/question.ts'
import { seeAnswer } from '../../questions/see-answer.ts'
import { withdrawQuestion } from '../../questions/withdraw-question.ts'
import { may } from '../../users/may.ts'
import { type Html, html } from '../html.ts'
import { act, page } from '../page.ts'
import { facts } from '../parts/facts.ts'
import { type FormState, NO_FORM, errorSummary, field } from '../parts/form.ts'
import { questionPath } from '../parts/paths.ts'
import { subjectLink } from '../parts/subject.ts'
import { when } from '../parts/when.ts'
import type { ConsoleCtx, PageAnswer, Screen } from '../shell.ts'
import { mayAsk, moneyFacts, questionBadge } from './question-parts.ts'

const PATH = '/client/:clientIdentifier/question/:questionId'
const Params = Type.Object({
  clientIdentifier: Type.Integer({ minimum: 1, maximum: 99_999_999_999_999 }),
  questionId: Type.String({ pattern: UUID_PATTERN }),
})
type Params = Static<typeof Params>
const AnswerForm = Type.Object({ answer: text(QUESTION_CHARACTERS_MAX) })

export const question: Screen = {
  routes(shell) {
    page(shell, {
      ...{ path: PATH, permission: 'question.read', params: Params },
      data: {
        apiPath: () => '/api/v1/partner/questions',
        read: async (ctx, { params }) => presentQuestion(await findQuestion(ctx.platform.pool, keyOf(params))),
      },
      show: (ctx, { params }) => onePage(ctx, params, NO_FORM),
    })
    act(shell, {
      ...{ path: `${PATH}/answer`, permission: 'question.answer', params: Params, form: AnswerForm },
      async perform(ctx, { params, form }) {
        await answerQuestion(ctx, { ...keyOf(params), answer: form.answer })
        return nextQuestion(ctx, { clientId: params.clientIdentifier, state: 'OPEN' })
      },
      again: (ctx, { params }, form) => onePage(ctx, params, form),
    })
    act(shell, {
      ...{ path: `${PATH}/seen`, permission: 'question.ask', params: Params },
      async perform(ctx, { params }) {
        await seeAnswer(ctx, keyOf(params))
        return nextQuestion(ctx, { isUnseen: true })
      },
      again: (ctx, { params }, form) => onePage(ctx, params, form),
    })
    act(shell, {
      ...{ path: `${PATH}/withdraw`, permission: 'question.ask', params: Params },
      async perform(ctx, { params }) {
        await withdrawQuestion(ctx, keyOf(params))
        return `${questionPath(keyOf(params))}?did=acted`
      },
      again: (ctx, { params }, form) => onePage(ctx, params, form),
    })
  },
}

function keyOf({ clientIdentifier, questionId }: Params): QuestionKey {
  return { clientId: clientIdentifier, questionId }
}

/** The oldest question that waits in the same way; the list where there is none. */
async function nextQuestion(
  ctx: ConsoleCtx,
  filter: { clientId: number; state: 'OPEN' } | { isUnseen: true },
): Promise<string> {
  const { questions } = await listQuestions(ctx, { ...filter, limit: 1 })
  const [next] = questions
  if (next !== undefined) return `${questionPath(next)}?did=acted-next`
  return 'isUnseen' in filter ? '/console?did=acted' : '/console/questions?did=acted'
}

async function onePage(ctx: ConsoleCtx, params: Params, form: FormState): Promise<PageAnswer> {
  const row = await findQuestion(ctx.platform.pool, keyOf(params))
  const isOfAgency = mayAsk(ctx)
  return {
    title: 'Question to a creditor',
    body: html`${errorSummary(form)}
<p class="lead">${questionBadge(row)} asked ${when(row.askedAt)}</p>
<blockquote>${row.question === '' ? 'The text was erased.' : row.question}</blockquote>
${facts([
  ['About', isAboutMoney(row) && !isOfAgency ? 'money that waits for a case' : subjectLink(row.subject, row.clientId)],
  ...moneyFacts(row),
  ['Client', html`<code data-copy>${row.clientId}</code>`],
  ['Asked by', isOfAgency ? row.askedBy : null],
  ['Read by the agency', row.seenAt && when(row.seenAt)],
])}
${answerOf(row)}${answerForm(ctx, row, form)}${isOfAgency && agencyForms(row)}`,
  }
}

function isAboutMoney({ money }: Question): boolean {
  return money !== null
}

function answerOf({ answer, answeredBy, answeredAt }: Question): Html | null {
  if (answer === null || answeredAt === null) return null
  return html`<section id="given"><h2>The answer</h2><blockquote>${answer === '' ? 'The text was erased.' : answer}</blockquote>
<p class="hint">${answeredBy}, ${when(answeredAt)}</p></section>`
}

function answerForm(ctx: ConsoleCtx, row: Question, form: FormState): Html | null {
  if (row.state !== 'OPEN') return null
  if (!may(ctx.session.grants, 'question.answer', row.clientId))
    return html`<p class="hint">The creditor has not answered yet.</p>`
  return html`<section id="answer" class="answer"><h2>Your answer</h2>
<form method="post" action="${questionPath(row)}/answer">
${field(form, { name: 'answer', label: 'Answer', type: 'textarea', hint: 'The agency reads it.', isRequired: true, hasFocus: true })}
<button class="first">Answer, and go to the next question</button></form></section>`
}

function agencyForms(row: Question): Html | null {
  if (row.state === 'OPEN')
    return html`<form method="post" action="${questionPath(row)}/withdraw"><button>Withdraw the question</button></form>`
  if (row.state !== 'ANSWERED' || row.seenAt !== null) return null
  return html`<form method="post" action="${questionPath(row)}/seen"><button class="first" autofocus>I have read it: next</button></form>`
}
