/** The work queue: everything that needs a person, what is due first. */
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { Type } from 'typebox'
import { oneOf } from '../../platform/http/schema.ts'
import { TASK_KINDS, TASK_KIND_NAMES } from '../../tasks/kinds.ts'
import { listTasks } from '../../tasks/list-tasks.ts'
import type { TaskRow } from '../../tasks/queries.ts'
import { takeTask } from '../../tasks/take-task.ts'
import { listUsers } from '../../users/list-users.ts'
import { type Html, html } from '../html.ts'
import { act, page } from '../page.ts'
import { select } from '../parts/form.ts'
import { greyed } from '../parts/greyed.ts'
import { pager } from '../parts/pager.ts'
import { table } from '../parts/table.ts'
import { withQuery } from '../parts/url.ts'
import { ownPath } from '../send.ts'
import type { ConsoleCtx, Screen } from '../shell.ts'
import { client, due, opened, refusalOf, what } from './task-parts.ts'

const ROWS = 50
/** Colleagues in the filter. */
const PERSONS_MAX = 200
const ME = 'me'

const Query = Type.Object({
  kind: Type.Optional(oneOf(TASK_KIND_NAMES)),
  assignee: Type.Optional(
    Type.String({ pattern: `^${ME}$|${UUID_PATTERN}`, description: '"me", or the id of a user' }),
  ),
  only: Type.Optional(oneOf(['overdue', 'snoozed'])),
  after: Type.Optional(Type.String({ pattern: UUID_PATTERN, description: 'the cursor of a link' })),
})
const Params = Type.Object({ taskId: Type.String({ pattern: UUID_PATTERN }) })
const Form = Type.Object({
  release: Type.Optional(oneOf(['yes'])),
  from: Type.Optional(Type.String({ maxLength: 1_000 })),
})

export const workQueue: Screen = {
  menu: { path: '/console', label: 'Work queue', permission: 'task.read', group: 'Work' },
  routes(shell) {
    page(shell, {
      ...{ path: '', permission: 'task.read', query: Query },
      async show(ctx, { query, url }) {
        const persons = await personsOf(ctx)
        const { after, kind = null, client: clientId = null, only } = query
        const { tasks, next } = await listTasks(ctx, {
          ...{ kind, clientId, limit: ROWS, after: after ?? null },
          assignee: query.assignee === undefined ? null : nameOf(ctx, persons, query.assignee),
          ...{ overdue: only === 'overdue', snoozed: only === 'snoozed' },
        })
        const body = html`${filters({ ...query, clientId }, persons)}
${table({ caption: 'Tasks', columns: columnsFor(ctx, url), empty: 'Nothing needs a person here.' }, tasks)}
${pager(url, { after, next })}`
        return { title: 'Work queue', body }
      },
    })
    act(shell, {
      ...{ path: '/task/:taskId/take', permission: 'task.work', params: Params, form: Form },
      async perform(ctx, { params, form }) {
        const release = form.release === 'yes'
        await takeTask(ctx, { taskId: params.taskId, release })
        return withQuery(ownPath(form.from), { did: release ? 'released' : 'taken' })
      },
    })
  },
}

interface Person {
  userId: string
  name: string
}

async function personsOf(ctx: ConsoleCtx): Promise<Person[]> {
  const users = await listUsers(ctx)
  return users.filter(({ disabledAt }) => disabledAt === null).slice(0, PERSONS_MAX)
}

/** The address has the id of a colleague, and no name. */
function nameOf(ctx: ConsoleCtx, persons: readonly Person[], assignee: string): string {
  if (assignee === ME) return ctx.session.name
  return persons.find(({ userId }) => userId === assignee)?.name ?? ''
}

function filters(
  query: { kind?: string; assignee?: string; only?: string; clientId: number | null },
  persons: readonly Person[],
): Html {
  const kinds = TASK_KIND_NAMES.map((name) => ({ value: name, label: TASK_KINDS[name].title }))
  const people = persons.map(({ userId, name }) => ({ value: userId, label: name }))
  return html`<form method="get" action="/console" class="filters" role="search" aria-label="Filter the tasks">
${select({ name: 'kind', label: 'Kind', value: query.kind, options: [{ value: '', label: 'every kind' }, ...kinds] })}
${select({
  ...{ name: 'assignee', label: 'Taken by', value: query.assignee },
  options: [{ value: '', label: 'anybody or nobody' }, { value: ME, label: 'me' }, ...people],
})}
${select({
  ...{ name: 'only', label: 'Show', value: query.only },
  options: [
    { value: '', label: 'tasks that are awake' },
    { value: 'overdue', label: 'overdue tasks alone' },
    { value: 'snoozed', label: 'tasks that sleep too' },
  ],
})}
<div class="field"><label for="client">Client</label><input id="client" name="client" inputmode="numeric" pattern="[0-9]*" value="${query.clientId}"></div>
<button>Filter</button> <a href="/console">Clear</a>
</form>`
}

function columnsFor(ctx: ConsoleCtx, url: string) {
  const now = ctx.platform.clock.now()
  return [
    { head: 'Task', cell: (row: TaskRow) => what(row) },
    { head: 'Client', cell: (row: TaskRow) => client(row) },
    { head: 'Due', cell: (row: TaskRow) => due(row, now) },
    { head: 'Open for', cell: (row: TaskRow) => opened(row, now) },
    { head: 'Taken by', cell: ({ assignee }: TaskRow) => assignee ?? html`<span class="hint">nobody</span>` },
    { head: 'Actions', cell: (row: TaskRow) => actions(ctx, row, url) },
  ]
}

function actions(ctx: ConsoleCtx, { taskId, assignee }: TaskRow, url: string): Html {
  const refusal = refusalOf(ctx)
  if (refusal !== undefined) return greyed('Take', refusal)
  const isMine = assignee === ctx.session.name
  return html`<div class="actions"><form method="post" action="/console/task/${taskId}/take">
<input type="hidden" name="from" value="${withQuery(url, { did: undefined })}">${isMine && html`<input type="hidden" name="release" value="yes">`}
<button>${isMine ? 'Give back' : 'Take'}</button></form>
<a class="button" href="/console/task/${taskId}#snooze">Snooze</a>
<a class="button" href="/console/task/${taskId}#done">Done</a></div>`
}
