import type { Command } from 'commander'
import { taskDoneCommand } from './task-done.ts'
import { taskListCommand } from './task-list.ts'
import { taskShowCommand } from './task-show.ts'
import { taskSnoozeCommand } from './task-snooze.ts'
import { taskTakeCommand } from './task-take.ts'

export function taskCommands(program: Command): void {
  const task = program.command('task').description('Tasks of people')
  taskListCommand(task)
  taskShowCommand(task)
  taskTakeCommand(task)
  taskSnoozeCommand(task)
  taskDoneCommand(task)
}
