import type { Command } from 'commander'
import { withReadCtx } from '../context.ts'
import { taskId, verb } from '../options.ts'
import { printTask } from '../task-view.ts'

export function taskShowCommand(task: Command): void {
  verb(task, 'show', 'One task, and how its cause ends', 'task show 0193a1b2-0000-7000-8000-000000000001')
    .argument('<taskId>', 'its id, as "task list" shows it', taskId)
    .action(async (id: string, { json }: { json?: boolean }) => {
      const { showTask } = await import('../../tasks/show-task.ts')
      printTask(json, await withReadCtx((ctx) => showTask(ctx, id)))
    })
}
