import type { Command } from 'commander'
import { withCtx } from '../context.ts'
import { taskId, verb } from '../options.ts'
import { printTask } from '../task-view.ts'

export function taskTakeCommand(task: Command): void {
  verb(task, 'take', 'Take a task: you deal with it', 'task take 0193a1b2-0000-7000-8000-000000000001 --as "Jane Doe"')
    .argument('<taskId>', 'its id, as "task list" shows it', taskId)
    .option('--release', 'give it back to everybody')
    .action(async (id: string, { release, json }: { release?: boolean; json?: boolean }) => {
      const { takeTask } = await import('../../tasks/take-task.ts')
      printTask(json, await withCtx((ctx) => takeTask(ctx, { taskId: id, release: release === true })))
    })
}
