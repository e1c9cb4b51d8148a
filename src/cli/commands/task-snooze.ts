import type { Command } from 'commander'
import { withCtx } from '../context.ts'
import { day, taskId, verb } from '../options.ts'
import { printTask } from '../task-view.ts'

export function taskSnoozeCommand(task: Command): void {
  const example = 'task snooze 0193a1b2-0000-7000-8000-000000000001 --until 2026-05-04'
  verb(task, 'snooze', 'Hide a task from the list until a day', example)
    .argument('<taskId>', 'its id, as "task list" shows it', taskId)
    .requiredOption('--until <date>', 'the day on which the list shows it again', day)
    .action(async (id: string, { until, json }: { until: string; json?: boolean }) => {
      const { snoozeTask } = await import('../../tasks/snooze-task.ts')
      printTask(json, await withCtx((ctx) => snoozeTask(ctx, { taskId: id, until })))
    })
}
