import { audit } from '../audit-entries/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { about, onTask } from './on-task.ts'
import { type TaskRow, updateAssignee } from './queries.ts'

/**
 * Gives a task to the person who acts, or back to everybody. One that another person has changes hands; the audit names
 * both. @throws AppError NOT_FOUND, RULE
 */
export function takeTask(
  ctx: Ctx,
  { taskId, release = false }: { taskId: string; release?: boolean },
): Promise<TaskRow> {
  return onTask(ctx, taskId, async (tx, task) => {
    const assignee = release ? null : ctx.actor.replace(/^user:/, '')
    if (assignee === task.assignee) return task
    await updateAssignee(tx, task, assignee)
    await audit(ctx, tx, task.clientId, release ? 'task.released' : 'task.taken', `task:${taskId}`, {
      ...about(task),
      before: task.assignee,
    })
    return { ...task, assignee }
  })
}
