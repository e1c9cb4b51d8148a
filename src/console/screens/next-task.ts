import type { CaseId } from '@saatava/core/ids.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import { listTasks } from '../../tasks/list-tasks.ts'
import { showTask } from '../../tasks/show-task.ts'
import type { TaskRow } from '../../tasks/queries.ts'
import { may } from '../../users/may.ts'
import { casePath } from '../parts/paths.ts'
import { subjectPath } from '../parts/subject.ts'
import { withQuery } from '../parts/url.ts'
import type { ConsoleCtx, Shell } from '../shell.ts'

/**
 * The page that follows an act: the next task of the same kind, where a task led to the act.
 * @param otherwise the page where no task did
 */
export async function nextAddress(
  shell: Shell,
  ctx: ConsoleCtx,
  taskId: string | undefined,
  otherwise: string,
): Promise<string> {
  if (taskId === undefined) return otherwise
  // The act's context sees one client, whose tasks a creditor works on. The agency's people work on the tasks of all clients.
  const isAgency = may(ctx.session.grants, 'task.read', OPERATOR_TENANT)
  const seen = isAgency ? { ...ctx, platform: shell.platform } : ctx
  const { kind } = await showTask(seen, taskId)
  const { tasks } = await listTasks(seen, { kind, after: taskId, limit: 1 })
  const [next] = tasks.length > 0 ? tasks : (await listTasks(seen, { kind, limit: 1 })).tasks
  if (next === undefined || next.taskId === taskId)
    return isAgency ? '/console?did=acted' : '/console/decisions?did=acted'
  return withQuery(taskAddress(next), { did: 'acted-next' })
}

/** The page where a task is worked on: that of its subject, where it has one. */
export function taskAddress({ taskId, clientId, subject }: Pick<TaskRow, 'taskId' | 'clientId' | 'subject'>): string {
  const caseId = caseIn(subject)
  if (caseId === undefined) return subjectPath(subject, clientId) ?? `/console/task/${taskId}`
  return withQuery(casePath({ clientId, caseId }), { task: taskId })
}

/** The case that a subject names. */
export function caseIn(subject: string): CaseId | undefined {
  const number = /^case:(\d+)$/.exec(subject)?.[1]
  return number === undefined ? undefined : Number(number)
}
