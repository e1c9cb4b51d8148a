import type { Command } from 'commander'
import { withCtx } from '../context.ts'
import { nonEmpty, taskId, verb } from '../options.ts'
import { printTask } from '../task-view.ts'

export function taskDoneCommand(task: Command): void {
  const example = 'task done 0193a1b2-0000-7000-8000-000000000001 --comment "The bank has sent the file again"'
  verb(task, 'done', 'Close a task whose cause is no state that ends', example)
    .argument('<taskId>', 'its id, as "task list" shows it', taskId)
    .requiredOption('--comment <text>', 'the work that was done, for the audit', nonEmpty)
    .action(async (id: string, { comment, json }: { comment: string; json?: boolean }) => {
      const { finishTask } = await import('../../tasks/finish-task.ts')
      printTask(json, await withCtx((ctx) => finishTask(ctx, { taskId: id, comment })))
    })
}
