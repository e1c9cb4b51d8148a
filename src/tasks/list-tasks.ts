import type { Ctx } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { type TaskFilter, type TaskRow, pageOfTasks, selectTask } from './queries.ts'

export interface TaskPage {
  tasks: TaskRow[]
  /** Id of the last task, to ask for the next page; undefined on the last one. */
  next: string | undefined
}

/**
 * Lists what needs a person: open tasks that do not sleep, the soonest due first. @throws AppError NOT_FOUND: there is no
 * task `after`
 */
export async function listTasks(
  ctx: Ctx,
  { limit, after = null, ...filter }: Partial<Omit<TaskFilter, 'after'>> & { after?: string | null; limit: number },
): Promise<TaskPage> {
  const { pool, clock } = ctx.platform
  const { clientId = null, kind = null, kinds, assignee = null, overdue = false, snoozed = false } = filter
  const last = after === null ? null : await selectTask(pool, after)
  if (last === undefined) throw new AppError('NOT_FOUND', `There is no task ${after} to begin after.`)
  const wanted = { clientId, kind, ...(kinds === undefined ? {} : { kinds }), assignee, overdue, snoozed, after: last }
  const rows = await pageOfTasks(pool, wanted, clock.now(), limit + 1)
  const tasks = rows.slice(0, limit)
  return { tasks, next: rows.length > limit ? tasks.at(-1)?.taskId : undefined }
}
