import type { Ctx } from '../platform/context.ts'
import { type Tx, withTransaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { type TaskRow, lockOpenTask } from './queries.ts'
import { showTask } from './show-task.ts'

/** Runs an act of a person on an open task, which is locked. @throws AppError NOT_FOUND, RULE: it is closed */
export async function onTask(
  ctx: Ctx,
  taskId: string,
  work: (tx: Tx, task: TaskRow) => Promise<TaskRow>,
): Promise<TaskRow> {
  const found = await showTask(ctx, taskId)
  return withTransaction(ctx.platform.pool, async (tx) => {
    const task = await lockOpenTask(tx, found)
    if (task === undefined) throw new AppError('RULE', `Task ${taskId} is closed already.`)
    return work(tx, task)
  })
}

/** The details of a task that each act on it has in the audit. */
export function about({ kind, subject }: TaskRow): { kind: string; about: string; caseId?: number } {
  const [, caseId] = /^case:(\d+)$/.exec(subject) ?? []
  return { kind, about: subject, ...(caseId === undefined ? {} : { caseId: Number(caseId) }) }
}
