/** One task: what it is about, and how a person snoozes or finishes it. */
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { Type } from 'typebox'
import { date } from '../../platform/http/schema.ts'
import { finishTask } from '../../tasks/finish-task.ts'
import { kindOf } from '../../tasks/kinds.ts'
import type { TaskRow } from '../../tasks/queries.ts'
import { showTask } from '../../tasks/show-task.ts'
import { snoozeTask } from '../../tasks/snooze-task.ts'
import { type Html, html } from '../html.ts'
import { act, page } from '../page.ts'
import { facts } from '../parts/facts.ts'
import { type FormState, NO_FORM, errorSummary, field } from '../parts/form.ts'
import { subjectPath } from '../parts/subject.ts'
import { when } from '../parts/when.ts'
import type { ConsoleCtx, PageAnswer, Screen } from '../shell.ts'
import { caseIn, taskAddress } from './next-task.ts'
import { client, due, refusalOf } from './task-parts.ts'

const COMMENT_CHARACTERS_MAX = 1_000
const Params = Type.Object({ taskId: Type.String({ pattern: UUID_PATTERN }) })
const SnoozeForm = Type.Object({ until: date() })
const DoneForm = Type.Object({ comment: Type.String({ minLength: 1, maxLength: COMMENT_CHARACTERS_MAX }) })

export const task: Screen = {
  routes(shell) {
    const common = { permission: 'task.work', params: Params } as const
    page(shell, {
      ...{ path: '/task/:taskId', permission: 'task.read', params: Params },
      show: (ctx, { params }) => taskPage(ctx, params.taskId, {}),
    })
    act(shell, {
      ...{ ...common, path: '/task/:taskId/snooze', form: SnoozeForm },
      async perform(ctx, { params, form }) {
        await snoozeTask(ctx, { taskId: params.taskId, until: form.until })
        return '/console?did=snoozed'
      },
      again: (ctx, { params }, snooze) => taskPage(ctx, params.taskId, { snooze }),
    })
    act(shell, {
      ...{ ...common, path: '/task/:taskId/done', form: DoneForm },
      async perform(ctx, { params, form }) {
        await finishTask(ctx, { taskId: params.taskId, comment: form.comment })
        return '/console?did=finished'
      },
      again: (ctx, { params }, done) => taskPage(ctx, params.taskId, { done }),
    })
  },
}

interface Forms {
  snooze?: FormState
  done?: FormState
}

async function taskPage(
  ctx: ConsoleCtx,
  taskId: string,
  { snooze = NO_FORM, done = NO_FORM }: Forms,
): Promise<PageAnswer> {
  const row = await showTask(ctx, taskId)
  const kind = kindOf(row.kind)
  const refusal = refusalOf(ctx)
  const isOpen = row.closedAt === null
  return {
    title: kind.title,
    body: html`${errorSummary(snooze)}${errorSummary(done)}
${factsOf(ctx, row)}
<p>${kind.ends}</p>
${isOpen && refusal !== undefined && html`<p class="hint">${refusal}</p>`}
${isOpen && refusal === undefined && html`${snoozeForm(taskId, snooze)}${doneForm(row, done)}`}
<p><a href="/console">Back to the work queue</a></p>`,
  }
}

function factsOf(ctx: ConsoleCtx, row: TaskRow): Html {
  return facts([
    ['About', aboutOf(row)],
    ['Client', client(row)],
    ['Opened', when(row.openedAt)],
    ['Due', due(row, ctx.platform.clock.now())],
    ['Taken by', row.assignee ?? 'nobody'],
    ['Sleeps until', row.snoozedUntil && when(row.snoozedUntil)],
    ['Closed', row.closedAt && html`${when(row.closedAt)} by ${row.closedBy}`],
  ])
}

/** The screens of kinds whose subject has no page. */
const PLACES: Readonly<Record<string, string>> = {
  DELIVERY_FAILED: '/console/deliveries',
  INVOICE_ERROR: '/console/invoices?status=ERROR',
  FUNDS_DIFFER: '/console/funds',
}

/** The subject, and the page where a person works on it. */
function aboutOf(row: TaskRow): Html {
  const subject = html`<code data-copy>${row.subject}</code>`
  if (caseIn(row.subject) !== undefined) return html`${subject} <a href="${taskAddress(row)}">Open the case</a>`
  const path = subjectPath(row.subject, row.clientId) ?? PLACES[row.kind]
  return path === undefined ? subject : html`${subject} <a href="${path}">Open it</a>`
}

function snoozeForm(taskId: string, form: FormState): Html {
  return html`<section id="snooze"><h2>Snooze</h2>
<form method="post" action="/console/task/${taskId}/snooze" class="narrow">
${field(form, { name: 'until', label: 'Hide it until', type: 'date', hint: 'It comes back on that day.', isRequired: true })}
<button>Snooze</button></form></section>`
}

function doneForm({ taskId, kind }: TaskRow, form: FormState): Html {
  if (kindOf(kind).byPerson !== true)
    return html`<section id="done"><h2>Done</h2><p class="hint">It closes when its cause ends: nobody closes it by hand.</p>
<button disabled>Done</button></section>`
  return html`<section id="done"><h2>Done</h2>
<form method="post" action="/console/task/${taskId}/done" class="narrow">
${field(form, { name: 'comment', label: 'Your note about the work', type: 'textarea', isRequired: true })}
<button class="first">Done</button></form></section>`
}
