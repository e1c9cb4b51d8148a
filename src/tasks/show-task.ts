import type { Ctx } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { type TaskRow, selectTask } from './queries.ts'

/** Shows one task, open or closed. @throws AppError NOT_FOUND */
export async function showTask(ctx: Ctx, taskId: string): Promise<TaskRow> {
  const task = await selectTask(ctx.platform.pool, taskId)
  if (task === undefined) throw new AppError('NOT_FOUND', `There is no task ${taskId}; "saatava task list" shows them.`)
  return task
}
