/** The decisions that wait for the creditor of one client: the first page of a creditor's people. */
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { Type } from 'typebox'
import { TASK_KIND_NAMES, kindOf } from '../../tasks/kinds.ts'
import { listTasks } from '../../tasks/list-tasks.ts'
import type { TaskRow } from '../../tasks/queries.ts'
import { html } from '../html.ts'
import { page } from '../page.ts'
import { pager } from '../parts/pager.ts'
import { table } from '../parts/table.ts'
import type { Screen } from '../shell.ts'
import { client, due, opened } from './task-parts.ts'

const ROWS = 50
const KINDS = TASK_KIND_NAMES.filter((name) => kindOf(name).worker === 'creditor')
const Query = Type.Object({
  after: Type.Optional(Type.String({ pattern: UUID_PATTERN, description: 'the cursor of a link' })),
})

export const decisions: Screen = {
  menu: { path: '/console/decisions', label: 'Decisions of creditors', permission: 'case.read', group: 'Work' },
  routes(shell) {
    page(shell, {
      ...{ path: '/decisions', permission: 'case.read', query: Query },
      async show(ctx, { query: { after }, url }) {
        const now = ctx.platform.clock.now()
        const filter = { kinds: KINDS, clientId: ctx.clientId ?? null, limit: ROWS, after: after ?? null }
        const { tasks, next } = await listTasks(ctx, filter)
        const columns = [
          { head: 'Waits for', cell: ({ kind }: TaskRow) => kindOf(kind).title },
          { head: 'About', cell: ({ subject }: TaskRow) => html`<code data-copy>${subject}</code>` },
          { head: 'Client', cell: client },
          { head: 'Due', cell: (row: TaskRow) => due(row, now) },
          { head: 'Open for', cell: (row: TaskRow) => opened(row, now) },
          { head: 'How it ends', cell: ({ kind }: TaskRow) => kindOf(kind).ends },
        ]
        const caption = 'Decisions that wait for the creditor'
        const body = html`${table({ caption, columns, empty: 'Nothing waits for a decision.' }, tasks)}
${pager(url, { after, next })}`
        return { title: 'Decisions of creditors', body }
      },
    })
  },
}
