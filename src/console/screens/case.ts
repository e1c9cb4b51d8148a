/** One case: what is owed and why, its life, and every action with its effect. */
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { type Static, Type } from 'typebox'
import { act as actInTransaction, actOnCase } from '../../case-api/actions/act-on-case.ts'
import { ACTION_CODES, type ActionCode } from '../../case-api/actions/codes.ts'
import { previewEffect } from '../../case-api/actions/preview-effect.ts'
import { caseVersion } from '../../case-api/view/case-version.ts'
import { LEGAL_STAGES } from '../../claims/states.ts'
import { letterFile } from '../../dunning/letters/letter-file.ts'
import { record, recordLegalAct } from '../../dunning/legal/record-act.ts'
import { AppError } from '../../platform/errors.ts'
import { date, oneOf, optional, text } from '../../platform/http/schema.ts'
import { askAboutCase } from '../../questions/ask-creditor.ts'
import { QUESTION_CHARACTERS_MAX } from '../../questions/question.ts'
import { act, file, page } from '../page.ts'
import type { FormState } from '../parts/form.ts'
import { casePath } from '../parts/paths.ts'
import type { ConsoleCtx, Preview, Screen, Shell } from '../shell.ts'
import { byField } from './by-field.ts'
import { type ActionForm, actionOf, formOf } from './case/action-forms.ts'
import type { Returned } from './case/actions.ts'
import { type ShownCase, ctxOfClient, loadCase, readCase } from './case/case-data.ts'
import { casePage } from './case/case-page.ts'
import { effectOf } from './case/effect.ts'
import { ACTION_LABELS } from './case/words.ts'
import { nextAddress } from './next-task.ts'

const PATH = '/client/:clientIdentifier/case/:caseId'
const Id = Type.Integer({ minimum: 1, maximum: 99_999_999_999_999 })
const Params = Type.Object({ clientIdentifier: Id, caseId: Id })
type Params = Static<typeof Params>
const TaskQuery = Type.Object({ task: optional(Type.String({ pattern: UUID_PATTERN })) })
const Query = Type.Object({ ...TaskQuery.properties, asOf: optional(date('a day from today on')) })
const LetterParams = Type.Object({ clientIdentifier: Id, letterId: Type.String({ pattern: UUID_PATTERN }) })
const LegalForm = Type.Object({
  stage: oneOf(LEGAL_STAGES),
  date: date(),
  reference: text(200),
  comment: optional(text(2_000)),
})

const AskForm = Type.Object({ question: text(QUESTION_CHARACTERS_MAX) })

export const caseScreen: Screen = {
  routes(shell) {
    page(shell, {
      ...{ path: PATH, permission: 'case.read', query: Query, params: Params },
      data: {
        apiPath: ({ params, query }) =>
          `/api/v1/partner/invoice/case?caseId=${params.caseId}${query.asOf === undefined ? '' : `&asOf=${query.asOf}`}`,
        read: async (ctx, { params, query }) => ({ case: await readCase(ctxOfClient(ctx), params.caseId, query.asOf) }),
      },
      async show(ctx, { params, query }) {
        const data = await loadCase(ctxOfClient(ctx), params.caseId, query.asOf)
        return casePage(ctx, data, { returned: undefined, task: query.task })
      },
    })
    file(shell, {
      ...{ path: '/client/:clientIdentifier/letter/:letterId/document', permission: 'case.read', params: LetterParams },
      async send(ctx, { params }, reply) {
        const { content, headers } = await letterFile(ctxOfClient(ctx), shell.invoices.renderer, params.letterId)
        return reply
          .headers(headers ?? {})
          .type('application/pdf')
          .send(content?.data)
      },
    })
    for (const code of ACTION_CODES) actionRoute(shell, code)
    legalRoute(shell)
    askRoute(shell)
  },
}

function actionRoute(shell: Shell, code: ActionCode): void {
  act(shell, {
    ...{ path: `${PATH}/${code.toLowerCase()}`, permission: 'case.act', params: Params, query: TaskQuery },
    form: formOf(code),
    version: (ctx, { params }) => caseVersion(ctxOfClient(ctx), params.caseId),
    // A comment has no effect that could be shown.
    ...(code === 'COMMENT' ? {} : { preview: previewOfAction(code) }),
    async perform(ctx, { params, query, form }) {
      const outcome = await byField(() => actOnCase(ctxOfClient(ctx), actionOf(code, params.caseId, form)))
      if (outcome.state === 'refused') throw refusedBy(outcome.refusal)
      return nextAddress(shell, ctx, query.task, `${casePath(keyOf(params))}?did=acted`)
    },
    again: (ctx, { params, query }, form) => drawAgain(ctx, params, query.task, { name: nameOf(code, form), form }),
  })
}

function previewOfAction(code: ActionCode) {
  return async (ctx: ConsoleCtx, { params, form }: { params: Params; form: ActionForm }): Promise<Preview> => {
    const client = ctxOfClient(ctx)
    const { before, after, result } = await byField(() =>
      previewEffect(client, params.caseId, (tx) => actInTransaction(client, tx, actionOf(code, params.caseId, form))),
    )
    if (result.state === 'refused') throw refusedBy(result.refusal)
    return previewOf(params, ACTION_LABELS[code], before, after)
  }
}

function legalRoute(shell: Shell): void {
  act(shell, {
    ...{ path: `${PATH}/legal-act`, permission: 'case.record', params: Params, query: TaskQuery, form: LegalForm },
    version: (ctx, { params }) => caseVersion(ctxOfClient(ctx), params.caseId),
    async preview(ctx, { params, form }) {
      const client = ctxOfClient(ctx)
      const legal = { caseId: params.caseId, ...form }
      const { before, after } = await previewEffect(client, params.caseId, (tx) => record(client, tx, legal))
      return previewOf(params, 'Record the legal act', before, after)
    },
    async perform(ctx, { params, query, form }) {
      await recordLegalAct(ctxOfClient(ctx), { caseId: params.caseId, ...form })
      return nextAddress(shell, ctx, query.task, `${casePath(keyOf(params))}?did=acted`)
    },
    again: (ctx, { params, query }, form) => drawAgain(ctx, params, query.task, { name: 'LEGAL_ACT', form }),
  })
}

function askRoute(shell: Shell): void {
  act(shell, {
    ...{ path: `${PATH}/ask`, permission: 'question.ask', params: Params, form: AskForm },
    async perform(ctx, { params, form }) {
      await askAboutCase(ctx, { ...keyOf(params), ...form })
      return `${casePath(keyOf(params))}?did=question-asked#questions`
    },
    again: (ctx, { params }, form) =>
      drawAgain({ ...ctx, clientId: params.clientIdentifier }, params, undefined, { name: 'ASK', form }),
  })
}

function previewOf(params: Params, label: string, before: Record<string, unknown>, after: Record<string, unknown>) {
  const effect = effectOf(before as unknown as ShownCase, after as unknown as ShownCase)
  return { title: `${label}: case ${params.caseId}`, effect, button: label, back: casePath(keyOf(params)) }
}

async function drawAgain(ctx: ConsoleCtx, params: Params, task: string | undefined, returned: Returned) {
  return casePage(ctx, await loadCase(ctxOfClient(ctx), params.caseId, undefined), { returned, task })
}

function keyOf({ clientIdentifier, caseId }: Params) {
  return { clientId: clientIdentifier, caseId }
}

/** The form at the top of the page posts to several actions. */
function nameOf(code: ActionCode, { values }: FormState): Returned['name'] {
  return values['answers'] === 'yes' ? 'ANSWER' : code
}

function refusedBy({ message, ruleId, source }: { message: string; ruleId: string; source: string }): AppError {
  return new AppError('RULE', `${message} (${ruleId}, ${source})`)
}
