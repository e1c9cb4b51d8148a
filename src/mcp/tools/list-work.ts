import { Type } from 'typebox'
import { oneOf } from '../../platform/http/schema.ts'
import { TASK_KIND_NAMES } from '../../tasks/kinds.ts'
import { listTasks } from '../../tasks/list-tasks.ts'
import { presentTask } from '../../tasks/present.ts'
import { limit, tool } from '../tool.ts'

const USUAL = 20

export const listWork = tool({
  name: 'list_work',
  title: 'Open tasks',
  description:
    'Lists open tasks, the soonest due first. Each names its subject, such as case:123, and how its cause ends.',
  permission: 'task.read',
  isReadOnly: true,
  input: Type.Object({
    kind: Type.Optional(oneOf(TASK_KIND_NAMES)),
    overdue: Type.Optional(Type.Boolean({ description: 'only tasks that had to be done before now' })),
    after: Type.Optional(Type.String({ format: 'uuid', description: 'next of the page before' })),
    limit: limit(100, USUAL),
  }),
  async run({ ctx }, { kind, overdue, after, limit: most = USUAL }) {
    const { tasks, next } = await listTasks(ctx, {
      ...{ kind: kind ?? null, overdue: overdue ?? false, limit: most, after: after ?? null },
    })
    return { tasks: tasks.map(presentTask), next }
  },
})
