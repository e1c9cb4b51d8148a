/** The work queue: everything that needs a person, what is due first. */
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { type Static, Type } from 'typebox'
import { oneOf } from '../../platform/http/schema.ts'
import { TASK_KINDS, TASK_KIND_NAMES, kindOf } from '../../tasks/kinds.ts'
import { listTasks } from '../../tasks/list-tasks.ts'
import type { TaskRow } from '../../tasks/queries.ts'
import { takeTask } from '../../tasks/take-task.ts'
import { listUsers } from '../../users/list-users.ts'
import { type Html, html } from '../html.ts'
import { list } from '../list/list.ts'
import type { Filter, ListColumn, Rows, Place, View } from '../list/spec.ts'
import { act } from '../page.ts'
import { greyed } from '../parts/greyed.ts'
import { withQuery } from '../parts/url.ts'
import { ownPath } from '../send.ts'
import type { ConsoleCtx, Screen } from '../shell.ts'
import { client, due, opened, refusalOf, what } from './task-parts.ts'

/** Colleagues in the filter. */
const PERSONS_MAX = 200
const ME = 'me'

const Query = Type.Object({
  kind: Type.Optional(oneOf(TASK_KIND_NAMES)),
  assignee: Type.Optional(
    Type.String({ pattern: `^${ME}$|${UUID_PATTERN}`, description: '"me", or the id of a user' }),
  ),
  only: Type.Optional(oneOf(['overdue', 'snoozed'])),
})
type Query = Static<typeof Query> & { client?: number }
const Params = Type.Object({ taskId: Type.String({ pattern: UUID_PATTERN }) })
const Form = Type.Object({
  release: Type.Optional(oneOf(['yes'])),
  from: Type.Optional(Type.String({ maxLength: 1_000 })),
})

export const workQueue: Screen = {
  menu: { path: '/console', label: 'Work queue', permission: 'task.read', group: 'Work' },
  routes(shell) {
    list(shell, {
      ...{ path: '', name: 'tasks', nouns: ['task', 'tasks'], title: 'Work queue', permission: 'task.read' },
      ...{ query: Query, filters, columns: COLUMNS, read, empty: 'Nothing needs a person here.' },
      keyOf: ({ taskId }) => taskId,
      bulk: { acts: ['task.take', 'task.snooze'], keyOf: ({ taskId }) => `0.${taskId}` },
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

async function read(ctx: ConsoleCtx, query: Query, { limit, after }: Place): Promise<Rows<TaskRow>> {
  const { kind = null, client: clientId = null, only } = query
  const { tasks, next } = await listTasks(ctx, {
    ...{ kind, clientId, limit, after: after ?? null },
    assignee: query.assignee === undefined ? null : nameOf(ctx, await personsOf(ctx), query.assignee),
    ...{ overdue: only === 'overdue', snoozed: only === 'snoozed' },
  })
  return { rows: tasks, next }
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

async function filters(ctx: ConsoleCtx): Promise<Filter[]> {
  const kinds = TASK_KIND_NAMES.map((name) => ({ value: name, label: TASK_KINDS[name].title }))
  const people = (await personsOf(ctx)).map(({ userId, name }) => ({ value: userId, label: name }))
  return [
    { name: 'kind', label: 'Kind', options: [{ value: '', label: 'every kind' }, ...kinds] },
    {
      ...{ name: 'assignee', label: 'Taken by' },
      options: [{ value: '', label: 'anybody or nobody' }, { value: ME, label: 'me' }, ...people],
    },
    {
      ...{ name: 'only', label: 'Show' },
      options: [
        { value: '', label: 'tasks that are awake' },
        { value: 'overdue', label: 'overdue tasks alone' },
        { value: 'snoozed', label: 'tasks that sleep too' },
      ],
    },
    { name: 'client', label: 'Client', type: 'number' },
  ]
}

const COLUMNS: readonly ListColumn<TaskRow>[] = [
  { id: 'task', head: 'Task', cell: (row) => what(row), csv: ({ kind }) => kindOf(kind).title },
  {
    id: 'subject',
    head: 'About',
    cell: ({ subject }) => html`<code data-copy>${subject}</code>`,
    csv: ({ subject }) => subject,
    isExtra: true,
  },
  { id: 'client', head: 'Client', cell: (row) => client(row), csv: (row) => client(row) },
  { id: 'due', head: 'Due', cell: (row, { now }) => due(row, now), csv: ({ dueAt }) => dueAt?.toISOString() ?? null },
  {
    id: 'opened',
    head: 'Open for',
    cell: (row, { now }) => opened(row, now),
    csv: ({ openedAt }) => openedAt.toISOString(),
  },
  {
    ...{ id: 'assignee', head: 'Taken by' },
    cell: ({ assignee }) => assignee ?? html`<span class="hint">nobody</span>`,
    csv: ({ assignee }) => assignee,
  },
  { id: 'actions', head: 'Actions', cell: actions },
]

function actions({ taskId, assignee }: TaskRow, { ctx, url }: View): Html {
  const refusal = refusalOf(ctx)
  if (refusal !== undefined) return greyed('Take', refusal)
  const isMine = assignee === ctx.session.name
  return html`<div class="actions"><form method="post" action="/console/task/${taskId}/take">
<input type="hidden" name="from" value="${url}">${isMine && html`<input type="hidden" name="release" value="yes">`}
<button>${isMine ? 'Give back' : 'Take'}</button></form>
<a class="button" href="/console/task/${taskId}#snooze">Snooze</a>
<a class="button" href="/console/task/${taskId}#done">Done</a></div>`
}
