import { audit } from '../audit-entries/audit.ts'
import { words } from '../audit-entries/words.ts'
import type { Ctx } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { kindOf } from './kinds.ts'
import { about, onTask } from './on-task.ts'
import { type TaskRow, closeAsDone } from './queries.ts'

/**
 * A person closes a task. A task whose cause is a state that still holds is refused: it closes when
 * the state ends. @param comment what was done @throws AppError NOT_FOUND, RULE
 */
export function finishTask(ctx: Ctx, { taskId, comment }: { taskId: string; comment: string }): Promise<TaskRow> {
  return onTask(ctx, taskId, async (tx, task) => {
    const { byPerson, ends } = kindOf(task.kind)
    if (byPerson !== true)
      throw new AppError('RULE', `Its cause still holds, and the task closes when that ends. ${ends}`)
    const at = ctx.platform.clock.now()
    await closeAsDone(tx, task, ctx.actor, at)
    await audit(ctx, tx, task.clientId, 'task.done', `task:${taskId}`, { ...about(task), comment: words(comment) })
    return { ...task, closedAt: at, closedBy: ctx.actor, closedAs: 'DONE' }
  })
}
