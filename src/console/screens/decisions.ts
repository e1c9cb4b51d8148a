/** The decisions that wait for the creditor of one client: the first page of a creditor's people. */
import { Type } from 'typebox'
import { TASK_KIND_NAMES, kindOf } from '../../tasks/kinds.ts'
import { listTasks } from '../../tasks/list-tasks.ts'
import type { TaskRow } from '../../tasks/queries.ts'
import { html } from '../html.ts'
import { list } from '../list/list.ts'
import type { ListColumn } from '../list/spec.ts'
import type { Screen } from '../shell.ts'
import { client, due, opened } from './task-parts.ts'

const KINDS = TASK_KIND_NAMES.filter((name) => kindOf(name).worker === 'creditor')

export const decisions: Screen = {
  menu: { path: '/console/decisions', label: 'Decisions of creditors', permission: 'case.read', group: 'Work' },
  routes(shell) {
    list(shell, {
      ...{ path: '/decisions', name: 'decisions', nouns: ['decision', 'decisions'], title: 'Decisions of creditors' },
      ...{ permission: 'case.read', query: Type.Object({}), columns: COLUMNS, empty: 'Nothing waits for a decision.' },
      filters: () => [],
      keyOf: ({ taskId }) => taskId,
      async read(ctx, _query, { limit, after }) {
        const filter = { kinds: KINDS, clientId: ctx.clientId ?? null, limit, after: after ?? null }
        const { tasks, next } = await listTasks(ctx, filter)
        return { rows: tasks, next }
      },
    })
  },
}

const COLUMNS: readonly ListColumn<TaskRow>[] = [
  { id: 'task', head: 'Waits for', cell: ({ kind }) => kindOf(kind).title, csv: ({ kind }) => kindOf(kind).title },
  {
    ...{ id: 'subject', head: 'About' },
    cell: ({ subject }) => html`<code data-copy>${subject}</code>`,
    csv: ({ subject }) => subject,
  },
  { id: 'client', head: 'Client', cell: client, csv: client },
  { id: 'due', head: 'Due', cell: (row, { now }) => due(row, now), csv: ({ dueAt }) => dueAt?.toISOString() ?? null },
  {
    ...{ id: 'opened', head: 'Open for' },
    cell: (row, { now }) => opened(row, now),
    csv: ({ openedAt }) => openedAt.toISOString(),
  },
  { id: 'ends', head: 'How it ends', cell: ({ kind }) => kindOf(kind).ends, csv: ({ kind }) => kindOf(kind).ends },
]
