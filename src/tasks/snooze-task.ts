import { type CivilDate, startOfDay, timeZoneOf } from '@saatava/core/dates.ts'
import { audit } from '../audit-entries/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { about, onTask } from './on-task.ts'
import { type TaskRow, updateSnoozed } from './queries.ts'

const TIME_ZONE = timeZoneOf('FI')

/** Hides a task from the list until a day, which lies ahead, and before the task is due. @throws AppError NOT_FOUND, RULE */
export function snoozeTask(ctx: Ctx, { taskId, until }: { taskId: string; until: CivilDate }): Promise<TaskRow> {
  return onTask(ctx, taskId, async (tx, task) => {
    const snoozedUntil = startOfDay(until, TIME_ZONE)
    if (snoozedUntil <= ctx.platform.clock.now())
      throw new AppError('RULE', `${until} has begun already: a task sleeps until a day that lies ahead.`)
    if (task.dueAt !== null && snoozedUntil > task.dueAt)
      throw new AppError('RULE', `Task ${taskId} must be done by ${task.dueAt.toISOString()} (${task.dueRule}).`)
    await updateSnoozed(tx, task, snoozedUntil)
    await audit(ctx, tx, task.clientId, 'task.snoozed', `task:${taskId}`, { ...about(task), until })
    return { ...task, snoozedUntil }
  })
}
